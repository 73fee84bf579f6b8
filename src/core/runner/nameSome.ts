/** So many files are named; a longer list helps nobody. */
const namedFiles = 3;

export function nameSome(files: readonly string[]): string {
  const more = files.length > namedFiles ? `, and ${files.length - namedFiles} more` : '';
  return `${files.slice(0, namedFiles).join(', ')}${more}`;
}
