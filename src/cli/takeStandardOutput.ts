/**
 * Keeps standard output for one answer: what anything else in this process prints, such as a
 * configuration of the project that is a program, goes to standard error from now on.
 * @returns what writes the answer, and is done when it is on its way.
 */
export function takeStandardOutput(): (answer: Buffer) => Promise<void> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return (answer) => new Promise<void>((resolve) => write(answer, () => resolve()));
}
