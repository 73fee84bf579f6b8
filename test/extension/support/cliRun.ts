import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { runProcess } from '../../../src/core/base/runProcess.ts';
import { openRepository, type Repository } from '../../../src/core/git/repository.ts';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import type { RunView } from '../../../src/core/manager/runView.ts';
import type { FixRepository } from '../../../src/extension/fixes/shownFixes.ts';
import { workspaceUri } from './workspaceFiles.ts';

/** A copy of the workspace, in which the command line has worked. */
export interface CliProject extends FixRepository {
  readonly repository: Repository;
  readonly store: RunStore;
  readonly runs: readonly RunView[];
  /** Runs `swarm-autofix` in it, and reads its runs again. */
  cli(...args: string[]): Promise<void>;
  remove(): Promise<void>;
}

function extensionFolder(): string {
  const extension = vscode.extensions.getExtension('swarm-autofix.swarm-autofix');
  if (extension === undefined) throw new Error('The extension is not there.');
  return extension.extensionPath;
}

async function copyWorkspace(): Promise<string> {
  const source = workspaceUri('').fsPath;
  const root = await realpath(await mkdtemp(join(tmpdir(), 'swarm-trees-')));
  const isWanted = (path: string): boolean => !/node_modules|swarm-autofix/.test(basename(path));
  await cp(source, root, { recursive: true, filter: isWanted });
  await symlink(join(extensionFolder(), 'node_modules'), join(root, 'node_modules'), 'junction');
  return root;
}

/** Copies the workspace, so that what is done there is seen by no other test. */
export async function cliProject(): Promise<CliProject> {
  const root = await copyWorkspace();
  const repository = await openRepository(root);
  const store = new RunStore(repository.storageDirectory);
  const program = join(extensionFolder(), 'dist/cli.js');
  let runs: readonly RunView[] = [];
  return {
    ...{ root, name: basename(root), repository, store },
    get runs() {
      return runs;
    },
    find({ runId, taskId }) {
      const run = runs.find(({ record }) => record.runId === runId);
      const task = run?.tasks.get(taskId);
      return run && task && { run, task };
    },
    async cli(...args) {
      const call = { command: process.execPath, args: [program, ...args], cwd: root };
      const { exitCode, stderr } = await runProcess(call);
      if (exitCode !== 0 && exitCode !== 1) throw new Error(stderr);
      runs = await store.views();
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
