function hasZeroAt(bytes: Uint8Array, offset: 0 | 1): boolean {
  const start = bytes.subarray(0, 64);
  return start.length >= 2 && start.every((byte, index) => index % 2 !== offset || byte === 0);
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (hasZeroAt(bytes, 1)) return 'utf-16le';
  return hasZeroAt(bytes, 0) ? 'utf-16be' : 'utf-8';
}

/** The text of a report: UTF-8, or UTF-16 as Windows PowerShell redirects it; without its mark. */
export function decodeReport(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** What `npm run`, `pnpm run` and `yarn run` print around the output of a script. */
const runnerLine = /^(?:\s*|[>$] .*|yarn run v.*|Done in [\d.]+m?s\.?)$/;

/**
 * The report itself: without a byte-order mark, and without what a script runner printed above JSON.
 * What is nothing but the runner's own lines is empty.
 */
export function reportBody(text: string): string {
  const whole = text.replace(/^\uFEFF/, '');
  const lines = whole.split('\n');
  const first = lines.findIndex((line) => !runnerLine.test(line.trimEnd()));
  if (first === -1) return '';
  const isJson = /^\s*[{[]/.test(lines[first] ?? '');
  return isJson ? lines.slice(first).join('\n') : whole;
}
