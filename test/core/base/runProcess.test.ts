import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { isAlive } from '../../../src/core/base/killTree.ts';
import { createRunProcess, runProcess } from '../../../src/core/base/runProcess.ts';
import { isCancellation, isSwarmError } from '../../../src/core/base/swarmError.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const node = process.execPath;

/** A process that has ended stays in the table until somebody asks for its exit code. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return isAlive(pid) && !/\) Z /.test(status);
}

async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 5000;
  while (await isRunning(pid)) {
    assert.ok(Date.now() < deadline, `process ${pid} is still there`);
    await setImmediate();
  }
}

describe('runProcess', () => {
  let project: TemporaryProject;

  beforeEach(async () => {
    project = await temporaryProject({});
  });

  afterEach(() => project.remove());

  /** Starts something in the background, tells its id, and then does the rest. */
  function withBackground(rest: string): string {
    return `sleep 60 >/dev/null 2>&1 & echo $! > background; ${rest}`;
  }

  async function backgroundId(): Promise<number> {
    return Number(await project.read('background'));
  }

  it('gives back what was printed and the exit code', async () => {
    const command = 'printf out; printf err >&2; exit 3';
    const result = await runProcess({ command, cwd: project.root });
    const { stdout, ...rest } = result;
    assert.equal(stdout.toString(), 'out');
    assert.deepEqual(rest, { exitCode: 3, stderr: 'err', truncated: false, timedOut: false });
  });

  it('gives arguments to the program as they are', async () => {
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const args = ['-e', script, '--', 'a b', '$HOME', '"', ''];
    const { stdout } = await runProcess({ command: node, args, cwd: project.root });
    assert.equal(stdout.toString(), `${JSON.stringify(args.slice(3))}\n`);
  });

  it('sets and takes away variables', async () => {
    const env = { SWARM_TEST: 'set', HOME: undefined };
    const command = 'echo "$SWARM_TEST|$HOME|$PATH" | cut -c1-6';
    const { stdout } = await runProcess({ command, cwd: project.root, env });
    assert.equal(stdout.toString(), 'set||/\n');
  });

  it('hands over the input, and closes it when there is none', async () => {
    const cwd = project.root;
    const given = await runProcess({ command: 'cat', cwd, input: 'hello' });
    assert.equal(given.stdout.toString(), 'hello');
    assert.equal((await runProcess({ command: 'cat', cwd })).stdout.toString(), '');
  });

  it('does not mind a program that does not read its input', async () => {
    const input = 'x'.repeat(1_000_000);
    const command = 'exec 0<&-; sleep 0.1';
    assert.equal((await runProcess({ command, cwd: project.root, input })).exitCode, 0);
  });

  it('ends the whole group when its time is up', async () => {
    const command = withBackground('sleep 60');
    const result = await runProcess({ command, cwd: project.root, timeoutMs: 300 });
    assert.deepEqual([result.exitCode, result.timedOut], [null, true]);
    await untilGone(await backgroundId());
  });

  it('ends the whole group when it is cancelled', async () => {
    const controller = new AbortController();
    const onOutput = (): void => controller.abort();
    const command = withBackground('echo started; sleep 60');
    const { signal } = controller;
    await assert.rejects(
      runProcess({ command, cwd: project.root, signal, onOutput }),
      isCancellation,
    );
    await untilGone(await backgroundId());
  });

  it('lets the group tidy up first, where that is wanted, though its leader is gone', async () => {
    const tidy = `process.on('SIGTERM', () => { require('node:fs').writeFileSync('tidied', ''); process.exit(); }); console.log('started'); setInterval(() => {}, 1000);`;
    const controller = new AbortController();
    const request = {
      command: `"${node}" -e ${JSON.stringify(tidy)}; true`,
      cwd: project.root,
      signal: controller.signal,
      onOutput: (): void => controller.abort(),
    };
    await assert.rejects(runProcess({ ...request, graceMs: 60_000 }), isCancellation);
    assert.equal(await readFile(`${project.root}/tidied`, 'utf8'), '');
  });

  it('ends a group that does not tidy up in time', async () => {
    const controller = new AbortController();
    const onOutput = (): void => controller.abort();
    const command = withBackground(`trap '' TERM; echo started; sleep 60`);
    const { signal } = controller;
    await assert.rejects(
      runProcess({ command, cwd: project.root, signal, onOutput, graceMs: 100 }),
      isCancellation,
    );
    await untilGone(await backgroundId());
  });

  it('ends what a program leaves behind, and does not wait for it', async () => {
    const command = 'sleep 60 & echo $! > background; echo done';
    const result = await runProcess({ command, cwd: project.root });
    assert.equal(result.stdout.toString(), 'done\n');
    await untilGone(await backgroundId());
  });

  it('starts nothing when it is cancelled before', async () => {
    const request = { command: 'touch started', cwd: project.root, signal: AbortSignal.abort() };
    await assert.rejects(runProcess(request), isCancellation);
    await assert.rejects(project.read('started'), /ENOENT/);
  });

  it('keeps both ends of a flood and no more', async () => {
    const script = "process.stdout.write('first' + 'x'.repeat(3e6) + 'last')";
    const request = { command: node, args: ['-e', script], cwd: project.root, keepBytes: 1000 };
    const { stdout, truncated } = await runProcess(request);
    assert.equal(truncated, true);
    assert.ok(stdout.length < 3100);
    assert.match(stdout.toString(), /^firstx{995}\n… \d+ bytes left out …\nx+last$/);
  });

  it('tells about output as it comes', async () => {
    const heard: string[] = [];
    const onOutput = (chunk: Buffer, stream: string): number => heard.push(`${stream} ${chunk}`);
    await runProcess({ command: 'printf a; printf b >&2', cwd: project.root, onOutput });
    assert.deepEqual(heard.toSorted(), ['stderr b', 'stdout a']);
  });

  it('says what cannot be started', async () => {
    const cases: readonly (readonly [string, readonly string[], string])[] = [
      ['no-such-program', [], project.root],
      [node, [], project.path('no-such-folder')],
      [node, ['-e', '', 'x'.repeat(3_000_000)], project.root],
      [node, ['-e', 'nul \0'], project.root],
    ];
    for (const [command, args, cwd] of cases) {
      await assert.rejects(
        runProcess({ command, args, cwd }),
        (error) =>
          isSwarmError(error, 'process') && error.message.startsWith(`Cannot start ${command}: `),
      );
    }
  });

  it('keeps account of what lives', async () => {
    const told: (readonly [boolean, boolean])[] = [];
    const run = createRunProcess({
      onProcess: (pid, alive) => told.push([Number.isInteger(pid), alive]),
    });
    await run({ command: 'true', cwd: project.root });
    assert.deepEqual(told, [
      [true, true],
      [true, false],
    ]);
  });
});
