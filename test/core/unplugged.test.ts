import { equal, match, ok, rejects } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RepositoryBusy } from '../../src/core/base/repositoryBusy.ts';
import { isSwarmError, SwarmError, type SwarmErrorReason } from '../../src/core/base/swarmError.ts';
import { claimFirst } from '../../src/core/manager/firstClaim.ts';
import { explainStorage } from '../../src/core/storageFault.ts';
import type { Swarm } from '../../src/core/swarm.ts';
import { type MarkerProject, markerAgent, markerProject } from '../support/markerProject.ts';
import { EventLog, openSwarm, requestRun } from '../support/markerSwarm.ts';

const program = resolve(import.meta.dirname, '../../dist/cli.js');
const hangsAtFirst = 'if [ "$files" = src/file1.txt ]; then sleep 600; fi';

function says(reason: SwarmErrorReason, words: RegExp) {
  return (error: unknown): boolean => {
    ok(isSwarmError(error, reason), String(error));
    match(error.message, words);
    return true;
  };
}

describe('A run whose surroundings go away', () => {
  let project: MarkerProject;
  let swarm: Swarm;
  let log: EventLog;

  beforeEach(async () => {
    project = await markerProject(2);
    swarm = await openSwarm(project, { name: 'An Editor' });
    log = new EventLog();
  });

  afterEach(() => project.remove());

  function start(signal = new AbortController().signal) {
    const command = markerAgent(hangsAtFirst);
    const agents = [{ kind: 'command', id: 'command', command }] as const;
    return swarm.run(requestRun({ agents, listener: log.listener, signal }));
  }

  it('ends when its repository is removed, and brings nothing of it back', async () => {
    const ended = rejects(start(), says('noRepository', /has ended: somebody has removed/));
    await log.agentBegins('t01');
    // At one stroke: emptied bit by bit while others write there, it could not be removed.
    const trash = join(project.repository.folder, 'trash');
    await rename(project.repository.path('.git'), trash);
    await rm(trash, { recursive: true, maxRetries: 5 });
    await ended;
    equal(existsSync(project.repository.path('.git')), false);
    match(await project.repository.read('src/file1.txt'), /BAD/);
  });

  it('tells those who come second who is at work', async () => {
    const stop = new AbortController();
    const running = start(stop.signal);
    await log.agentBegins('t01');
    await rejects(swarm.run(requestRun()), (error: unknown) => {
      ok(error instanceof RepositoryBusy);
      equal(error.workingTree, project.repository.root);
      equal(error.holder.pid, process.pid);
      match(error.message, /by process \d+ on .* \(run in An Editor, since /);
      return true;
    });
    stop.abort();
    await running;
  });

  it('is offered to be continued once, however many ask', async () => {
    const { report } = await swarm.run(requestRun());
    const claims = [1, 2, 3].map(() => claimFirst(swarm.store, report.runId, 'offered'));
    const answers = await Promise.all(claims);
    equal(answers.filter((isFirst) => isFirst).length, 1);
    equal(await claimFirst(swarm.store, 'no-such-run', 'offered'), false);
  });
});

/** A git before the real one that finds no space for worktrees. */
async function gitOnFullDisk(folder: string): Promise<string> {
  const words = 'fatal: could not write: No space left on device';
  const script = `#!/bin/sh
case "$*" in *"worktree add"*) echo "${words}" >&2; exit 128 ;; esac
PATH="\${PATH#*:}" exec git "$@"
`;
  await mkdir(folder);
  await writeFile(join(folder, 'git'), script);
  await chmod(join(folder, 'git'), 0o755);
  return `${folder}:${process.env['PATH']}`;
}

describe('A folder for worktrees', () => {
  const places = {
    host: { storageDir: '/cache', storageHint: 'the setting folder' },
    repository: { commonDirectory: '/work/.git' },
  };

  it('that is full is named, with what to do; the run has failed, and the next one works', async () => {
    const project = await markerProject(1);
    const PATH = await gitOnFullDisk(join(project.repository.folder, 'programs'));
    const runner = { command: process.execPath, args: [program] };
    const swarm = await openSwarm(project, {
      storageHint: 'the setting folder',
      runner: { ...runner, env: { PATH } },
    });
    const advice = 'free some, or choose another folder with the setting folder\\.$';
    const text = new RegExp(`^No space is left in ${project.cache}, .*; ${advice}`);
    await rejects(swarm.run(requestRun()), says('storage', text));
    equal((await swarm.runs()).at(-1)?.stopReason, 'error');
    const { report } = await (await openSwarm(project)).run(requestRun());
    equal(report.issues.fixed, 1);
    await project.remove();
  });

  it('that cannot be written to is named too', async () => {
    const closed = new Error("EROFS: read-only file system, mkdir '/cache/x'");
    const words = /cannot have their worktrees in \/cache \(EROFS.*; choose another folder with/;
    says('storage', words)(await explainStorage(places, closed));
  });

  it('has nothing to do with other failures', async () => {
    const other = new SwarmError('checker', 'ENOENT: no such file, open /elsewhere');
    equal(await explainStorage(places, other), other);
  });
});
