import assert from 'node:assert/strict';
import { mkdir, realpath, stat, symlink } from 'node:fs/promises';
import { leashedEnvironment, leashedStart } from '../../../src/core/agents/leashedStart.ts';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import type { SandboxAnswer } from '../../../src/core/confinement/findSandbox.ts';
import type { Territory } from '../../../src/core/confinement/sandbox.ts';
import type { Confinement } from '../../../src/core/protocol/settings.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const program = { command: '/usr/bin/agent', args: ['--acp'] };
const surroundings = { readOnly: ['/w/.git'], visible: ['/repository'] };
const place = { worktree: '/w', surroundings };
const nothing: SandboxAnswer = { sandbox: undefined, reason: 'bubblewrap is not installed' };

describe('a program that is to be held to its worktree', () => {
  let project: TemporaryProject;
  let territory: Territory | undefined;
  let looks: number;

  beforeEach(async () => {
    project = await temporaryProject({});
    [territory, looks] = [undefined, 0];
  });

  afterEach(() => project.remove());

  function start(
    confine: Confinement | undefined,
    answer: SandboxAnswer = sandbox(),
    writable: readonly string[] = [],
    command = program.command,
  ) {
    const leash = { ...(confine === undefined ? {} : { confine }), writable };
    const find = async (): Promise<SandboxAnswer> => {
      looks += 1;
      return answer;
    };
    const world = { findSandbox: find, home: project.root };
    return leashedStart({ ...program, command }, leash, place, world);
  }

  function sandbox(): SandboxAnswer {
    return {
      sandbox: {
        name: 'bubblewrap',
        async wrap({ command, args }, given) {
          territory = given;
          return { command: 'bwrap', args: [command, ...args] };
        },
      },
    };
  }

  it('is started as it is when nobody wants that, and nobody looks for a way', async () => {
    for (const confine of ['off', undefined] as const) {
      assert.deepEqual(await start(confine), { program, isConfined: false });
    }
    assert.equal(looks, 0);
  });

  for (const confine of ['auto', 'required'] as const) {
    it(`is confined where that can be done: ${confine}`, async () => {
      const wrapped = { command: 'bwrap', args: ['/usr/bin/agent', '--acp'] };
      assert.deepEqual(await start(confine), { program: wrapped, isConfined: true });
      assert.equal(territory?.worktree, '/w');
      assert.deepEqual(territory?.readOnly, ['/w/.git']);
      assert.deepEqual(territory?.visible, ['/repository', '/usr/bin']);
    });
  }

  it('is started as it is where that cannot be done, when it need not be', async () => {
    assert.deepEqual(await start('auto', nothing), { program, isConfined: false });
  });

  it('is not started at all where that cannot be done, when it must be', async () => {
    await assert.rejects(start('required', nothing), (error) => {
      assert.ok(isSwarmError(error, 'environment'));
      assert.equal(error.message, 'it cannot be confined: bubblewrap is not installed');
      return true;
    });
  });

  it('may write its own state, whose folders are made, and whose files are not', async () => {
    await start('auto', sandbox(), ['~/.mender', '~/.mender.json', '~', '/var/x~/y']);
    const own = ['.mender', '.mender.json', ''].map((name) => project.path(name));
    assert.deepEqual(
      territory?.writable.map((path) => path.replace(/\/$/, '')),
      [...own.map((path) => path.replace(/\/$/, '')), '/var/x~/y'],
    );
    assert.ok((await stat(project.path('.mender'))).isDirectory());
    await assert.rejects(stat(project.path('.mender.json')));
  });

  it('sees all of itself: the packages around it, behind a link', async () => {
    await project.write('app/node_modules/mender/bin.js', '');
    await mkdir(project.path('bin'));
    await symlink(project.path('app/node_modules/mender/bin.js'), project.path('bin/mender'));
    await start('auto', sandbox(), [], project.path('bin/mender'));
    assert.equal(territory?.visible.at(-1), await realpath(project.path('app')));
  });

  it('has no git but that of its worktree, and does not lock it', () => {
    assert.equal(leashedEnvironment['GIT_OPTIONAL_LOCKS'], '0');
    for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) {
      assert.ok(name in leashedEnvironment);
      assert.equal(leashedEnvironment[name], undefined);
    }
  });

  it('does not hand on that this process may be in a sandbox already', () => {
    assert.ok('IS_SANDBOX' in leashedEnvironment);
    assert.equal(leashedEnvironment['IS_SANDBOX'], undefined);
  });
});
