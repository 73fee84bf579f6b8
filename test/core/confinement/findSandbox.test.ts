import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunProcess } from '../../../src/core/base/runProcess.ts';
import {
  findSandbox,
  type SandboxAnswer,
  type SandboxWorld,
} from '../../../src/core/confinement/findSandbox.ts';

function reasonOf(answer: SandboxAnswer): string {
  return answer.sandbox === undefined ? answer.reason : 'there is one';
}

const well = { exitCode: 0, stdout: Buffer.of(), stderr: '', truncated: false, timedOut: false };

function endsWith(exitCode: number, stderr: string): RunProcess {
  return () => Promise.resolve({ ...well, exitCode, stderr });
}

describe('findSandbox', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'swarm-find-'));
    await writeFile(join(folder, 'bwrap'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  });

  after(() => rm(folder, { recursive: true }));

  const onLinux = (run?: RunProcess): SandboxWorld => ({
    platform: 'linux',
    env: { HOME: tmpdir() },
    systemFolders: [folder],
    ...(run === undefined ? {} : { run }),
  });

  it('looks once', () => equal(findSandbox(), findSandbox()));

  it('says what to install where there is nothing', async () => {
    const world: SandboxWorld = { platform: 'linux', env: { PATH: 'a::' }, systemFolders: [] };
    match(reasonOf(await findSandbox(world)), /^bubblewrap is not installed; .*apt install/);
  });

  const faults = [
    [
      'bwrap: setting up uid map: Permission denied',
      /^bubblewrap is not allowed .*uid map.*; allow/,
    ],
    ['bwrap: No permissions to create new namespace\nmore', /not allowed .*new namespace\); allow/],
    ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", /not allowed/],
    ['bwrap: Failed to make / slave: Permission denied', /not allowed/],
    ["bwrap: Can't create file at /a/b: Permission denied", /confines nothing here/],
    ['bwrap: Unknown option --unshare-user-try', /too old .*; install/],
    ['bwrap: something else', /confines nothing here \(bwrap: something else\)/],
    ['', /confines nothing here \(it ended with 1\)/],
  ] as const;

  for (const [words, reason] of faults) {
    it(`passes on what bubblewrap says: ${words}`, async () => {
      const answer = reasonOf(await findSandbox(onLinux(endsWith(1, words))));
      match(answer, reason);
      equal(answer.includes('\n'), false);
    });
  }

  it('believes nobody who only says that all went well', async () => {
    const answer = await findSandbox(onLinux(endsWith(0, '')));
    match(reasonOf(answer), /what may be written was not written/);
  });

  it('refuses a sandbox that lets everything through', async () => {
    const script = '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n';
    const open = await mkdtemp(join(tmpdir(), 'swarm-open-'));
    try {
      await writeFile(join(open, 'bwrap'), script, { mode: 0o755 });
      const answer = await findSandbox({ ...onLinux(), systemFolders: [open] });
      match(reasonOf(answer), /what may not be written was written/);
    } finally {
      await rm(open, { recursive: true });
    }
  });

  it('says so where a system has none', async () => {
    const answers = await Promise.all(
      (['win32', 'freebsd'] as const).map((platform) => findSandbox({ platform })),
    );
    deepEqual(answers.map(reasonOf), [
      'Windows has nothing to confine programs with; work in Linux, such as in WSL',
      'freebsd has nothing to confine programs with; work in Linux, such as in WSL',
    ]);
  });
});
