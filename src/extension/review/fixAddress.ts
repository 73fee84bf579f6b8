import type { FixReference } from '../fixes/fixReference.ts';

/** The scheme of all texts that belong to a fix. */
export const fixScheme = 'swarm-fix';

/**
 * Which text of a changed file: what the fix was made on, the fix, or the fix while a person edits it.
 * Only the last can be written.
 */
const fixSides = ['base', 'fix', 'edit'] as const;

export type FixSide = (typeof fixSides)[number];

/** One text of a fix. */
export interface FixAddress extends Required<Omit<FixReference, 'hunks'>> {
  readonly side: FixSide;
}

/** What a URI is made of. */
export interface UriParts {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}

/** The path ends with the file's own name, which tells its language; the query holds the rest. */
export function uriPartsOf({ root, runId, taskId, path, side }: FixAddress): UriParts {
  // The manifest's label formatter reads `task` and `side`, and it reads JSON only.
  const query = JSON.stringify({ root, run: runId, task: taskId, side });
  return { scheme: fixScheme, path: `/${path}`, query };
}

/** @returns undefined for a URI that is none of ours. */
export function addressFrom({ scheme, path, query }: UriParts): FixAddress | undefined {
  if (scheme !== fixScheme) return undefined;
  const { root, run, task, side } = fieldsOf(query);
  const known = fixSides.find((one) => one === side);
  if (typeof root !== 'string' || typeof run !== 'string' || typeof task !== 'string') {
    return undefined;
  }
  return known && { root, runId: run, taskId: task, path: path.slice(1), side: known };
}

function fieldsOf(query: string): Readonly<Partial<Record<string, unknown>>> {
  try {
    return JSON.parse(query) ?? {};
  } catch {
    return {};
  }
}
