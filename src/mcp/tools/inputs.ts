import * as z from 'zod';

/** So long is no name that makes sense. */
const mostCharacters = 1_000;

const name = z.string().min(1).max(mostCharacters);

/** What several tools take. */
export const inputs = {
  run: name.optional().describe('The run; the latest one without it.'),
  task: name.describe('A task of the latest run, such as t03, or of any run as <run>/t03.'),
  paths: z.array(name).min(1).max(200),
  tasks: z.array(name).min(1).max(200),
} as const;

/** How long a tool may wait at most, and what happens then. */
export function waitSeconds(usual: number, most: number) {
  return z
    .number()
    .min(0)
    .max(most)
    .default(usual)
    .describe(`Answer after so many seconds at the latest (${usual} without it, ${most} at most).`);
}
