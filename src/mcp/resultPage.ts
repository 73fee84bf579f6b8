import * as z from 'zod';
import { SwarmError } from '../core/base/swarmError.ts';

/** What a cursor stands for: the same run and the same choice, however many runs there are by now. */
export interface PageStart {
  readonly run: string;
  readonly verdict?: string | undefined;
  readonly offset: number;
}

const shape: z.ZodType<PageStart> = z.strictObject({
  run: z.string(),
  verdict: z.string().optional(),
  offset: z.int().min(0),
});

export function writeCursor(start: PageStart): string {
  return Buffer.from(JSON.stringify(start)).toString('base64url');
}

/** @throws {SwarmError} `usage` for one that was never given out. */
export function readCursor(cursor: string): PageStart {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    const advice = 'take nextCursor as it was, or begin without one';
    throw new SwarmError(
      'usage',
      `That cursor was not given out by swarm_results; ${advice}.`,
      error,
    );
  }
}
