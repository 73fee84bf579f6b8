import { deepEqual, equal } from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { BoundedLines, type LongLine } from '../../src/mcp/stdio/boundedLines.ts';
import { seededRandom } from '../support/seededRandom.ts';

/** What comes out of bytes that arrive in pieces of a given size. */
async function pass(input: string, most: number, pieceOf: () => number) {
  const long: LongLine[] = [];
  const lines = new BoundedLines(most, (line) => long.push(line));
  const output = text(lines);
  const bytes = Buffer.from(input);
  for (let at = 0; at < bytes.length; ) {
    const size = pieceOf();
    lines.write(bytes.subarray(at, at + size));
    at += size;
  }
  lines.end();
  return { output: await output, long };
}

describe('bounded lines', () => {
  const input = `short\n${'é'.repeat(2_000)}\n\nlast ${'x'.repeat(94)}\n${'y'.repeat(101)}\nend\n`;
  const kept = `short\n\nlast ${'x'.repeat(94)}\nend\n`;

  for (const size of [1, 7, 100, 10_000]) {
    it(`pass on what is short enough, in pieces of ${size}`, async () => {
      const { output, long } = await pass(input, 100, () => size);
      equal(output, kept);
      equal(long.length, 2);
      equal(long[1]?.end, 'y'.repeat(101));
    });
  }

  it('keep both ends of what is too long, wherever it is cut', async () => {
    const random = seededRandom(5);
    const line = `start${'x'.repeat(1_000_000)}end`;
    const piece = () => Math.floor(random() * 70_000) + 1;
    const { output, long } = await pass(`${line}\nnext\n`, 1_000, piece);
    equal(output, 'next\n');
    const ends = long.map(({ start, end }) => [start.slice(0, 6), end.slice(-4)]);
    deepEqual(ends, [['startx', 'xend']]);
  });
});
