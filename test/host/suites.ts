import type { OpenedWorkspace } from './workspace.ts';
import { openInventory, openTwoRepositories, openWithoutRepository } from './workspaces.ts';

/** Tests that share one window: those in the folder of that name in `test/extension`. */
export interface Suite {
  readonly name: string;
  readonly isTrusted: boolean;
  /** Makes the workspace in an empty folder. */
  prepare(folder: string): Promise<OpenedWorkspace>;
}

export const suites: readonly Suite[] = [
  { name: 'main', isTrusted: true, prepare: openInventory },
  { name: 'untrusted', isTrusted: false, prepare: openInventory },
  { name: 'multiroot', isTrusted: true, prepare: openTwoRepositories },
  { name: 'norepo', isTrusted: true, prepare: openWithoutRepository },
];
