import { isAbsolute } from 'node:path';
import { SwarmError } from '../base/swarmError.ts';
import { isInside } from './nesting.ts';
import type { Territory } from './sandbox.ts';
import { type SymbolicLink, type TracedPath, tracePath } from './tracedPath.ts';

/** A territory as it lies on the disk: all paths exist, and none leads through a link. */
export interface Terrain {
  readonly worktree: string;
  /** With the worktree, which is the first. */
  readonly writable: readonly string[];
  readonly readOnly: readonly string[];
  readonly visible: readonly string[];
  /** What leads from the paths as they were named to those above. */
  readonly links: readonly SymbolicLink[];
}

/** Leaves out the root too: laid over all that is mounted below it, it would take that away again. */
async function traceAll(paths: readonly string[]): Promise<TracedPath[]> {
  const traced = await Promise.all(paths.filter((path) => isAbsolute(path)).map(tracePath));
  return traced.filter((path) => path !== undefined).filter(({ real }) => real !== '/');
}

async function traceWorktree(path: string): Promise<TracedPath> {
  const traced = await tracePath(path);
  if (traced !== undefined) return traced;
  throw new SwarmError(
    'environment',
    `No program can be confined to ${path}: there is no such folder; start the run again.`,
  );
}

/** A link in a place that confined programs write to may have been laid by one, to get out. */
function isTrusted({ links }: TracedPath, writable: readonly TracedPath[]): boolean {
  return !links.some((link) => writable.some(({ real }) => isInside(real, link.path)));
}

function realPaths(paths: readonly TracedPath[]): string[] {
  return [...new Set(paths.map(({ real }) => real))];
}

/** @throws {SwarmError} `environment` when the worktree does not exist. */
export async function surveyTerritory(territory: Territory): Promise<Terrain> {
  const worktree = await traceWorktree(territory.worktree);
  const named = [worktree, ...(await traceAll(territory.writable))];
  const writable = named.filter((path) => path === worktree || isTrusted(path, named));
  const readOnly = await traceAll(territory.readOnly);
  const visible = await traceAll(territory.visible);
  return {
    worktree: worktree.real,
    writable: realPaths(writable),
    readOnly: realPaths(readOnly),
    visible: realPaths(visible),
    links: [...writable, ...readOnly, ...visible].flatMap(({ links }) => links),
  };
}
