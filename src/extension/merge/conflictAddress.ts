import type * as vscode from 'vscode';

/** The scheme of the texts that a conflict is between. */
export const conflictScheme = 'swarm-conflict';

/** One text of a conflict. It is kept in git: an editor finds it again after a restart. */
export interface ConflictAddress {
  /** The root of the working tree. */
  readonly root: string;
  /** A commit or a tree. */
  readonly revision: string;
  /** Relative to the root. */
  readonly path: string;
  /** The editor's name for the encoding of the file. */
  readonly encoding: string;
}

export type ConflictUri = Pick<vscode.Uri, 'scheme' | 'path' | 'query'>;

/** The path ends with the file's own name, which tells its language. */
export function partsOfSide({ root, revision, path, encoding }: ConflictAddress): ConflictUri {
  const query = JSON.stringify({ root, revision, encoding });
  return { scheme: conflictScheme, path: `/${path}`, query };
}

/** @returns undefined for a URI that is none of ours. */
export function addressOfSide({ scheme, path, query }: ConflictUri): ConflictAddress | undefined {
  if (scheme !== conflictScheme) return undefined;
  const { root, revision, encoding } = fieldsOf(query);
  const isWhole =
    typeof root === 'string' && typeof revision === 'string' && typeof encoding === 'string';
  return isWhole ? { root, revision, path: path.slice(1), encoding } : undefined;
}

function fieldsOf(query: string): Readonly<Partial<Record<string, unknown>>> {
  try {
    return JSON.parse(query) ?? {};
  } catch {
    return {};
  }
}
