const closers = new Set<() => void>();
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
let isListening = false;

function listen(): void {
  if (isListening) return;
  isListening = true;
  process.once('exit', () => {
    for (const close of [...closers].reverse()) close();
  });
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.once(signal, () => process.exit(exitCode));
  }
}

/**
 * Does something when this process ends, however it is asked to end.
 * @param close works at once: nobody waits for a promise then.
 * @returns takes it back.
 */
export function closeAtExit(close: () => void): () => void {
  listen();
  closers.add(close);
  return () => closers.delete(close);
}
