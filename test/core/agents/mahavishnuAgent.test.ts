import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { AgentContext } from '../../../src/core/agents/agent.ts';
import { MahavishnuAgent } from '../../../src/core/agents/mahavishnuAgent.ts';
import { isCancellation, isSwarmError } from '../../../src/core/base/swarmError.ts';
import type { MahavishnuAgentSettings } from '../../../src/core/protocol/settings.ts';
import { contextIn } from '../../support/agentContext.ts';
import { issueAt } from '../../support/issues.ts';
import { answer, type DoubleTools, failure, McpDouble } from '../../support/mcpDouble.ts';
import { completed, nativeWorkerTools, readErrand } from '../../support/nativeWorkers.ts';
import { errorsOf, isAnySuccess, verdictsOf } from '../../support/runnerProject.ts';
import { openShop, problems, type Shop } from '../../support/shopProject.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const promptName = '.swarm-autofix-prompt.md';

/** So long that a test which waits for it fails. */
const never = 10 * 60_000;
const patience = { answerMs: 30_000, closeMs: 30_000, pollMs: 1, graceMs: 20 };

function settings(server: string): MahavishnuAgentSettings {
  return { kind: 'mahavishnu', id: 'claude', workerType: 'terminal-claude', server };
}

/** Gives everything else that is under way in this process time to go on. */
async function otherWork(): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) await setImmediate();
}

describe('MahavishnuAgent', () => {
  let project: TemporaryProject;
  let double: McpDouble | undefined;
  let context: AgentContext;
  let log: string[];
  let notes: string[];

  beforeEach(async () => {
    project = await temporaryProject({ 'work/a.ts': 'before', 'task/task.json': '{}' });
    log = [];
    notes = [];
    context = {
      ...contextIn(project.path('work'), project.path('task/task.json'), [issueAt(2, 3)], ['a.ts']),
      log: (text) => log.push(text),
    };
  });

  afterEach(async () => {
    await double?.stop();
    double = undefined;
    await project.remove();
  });

  async function serve(tools: DoubleTools): Promise<McpDouble> {
    double = await McpDouble.start(tools);
    return double;
  }

  function agentOf(server: string, more: object = {}): MahavishnuAgent {
    return new MahavishnuAgent(settings(server), {
      token: '',
      noteWorker: (_server, id, state) => notes.push(`${id} ${state}`),
      patience,
      ...more,
    });
  }

  function calls(): string[] {
    return (double?.calls ?? []).map(({ tool }) => tool);
  }

  /** Nothing of ours is left, neither here nor at the server. */
  async function assertTidy(files: readonly string[] = ['a.ts']): Promise<void> {
    assert.deepEqual((await readdir(project.path('work'))).toSorted(), files);
    assert.deepEqual(await readdir(project.path('task')), ['task.json']);
    assert.deepEqual(notes, ['worker-1 opened', 'worker-1 closed']);
    assert.equal(calls().at(-1), 'worker_close');
  }

  const honest = nativeWorkerTools(async (line) => {
    const errand = await readErrand(line);
    await project.write(join('work', 'a.ts'), 'after');
    await errand.finish();
    return completed('All fixed.');
  });

  it('lets a worker edit the worktree, and leaves nothing else behind', async () => {
    const { url } = await serve(honest);
    const report = await agentOf(url).attempt(context);
    assert.deepEqual(report, { doubts: new Map(), overallDoubt: undefined, errors: [] });
    assert.equal(await project.read('work/a.ts'), 'after');
    assert.deepEqual(calls(), ['worker_spawn', 'worker_execute', 'worker_close']);
    await assertTidy();
  });

  it('tells the worker in a file what to do, where, and how to say that it is done', async () => {
    let prompt = '';
    let folder = '';
    const { url } = await serve(
      nativeWorkerTools(async (line) => {
        const errand = await readErrand(line);
        ({ prompt, folder } = errand);
        await errand.finish();
        return completed();
      }),
    );
    await agentOf(url).attempt({ ...context, note: 'Keep the names.' });
    assert.equal(folder, context.worktree);
    assert.match(prompt, /Fix these problems in a\.ts\./);
    assert.match(prompt, /ts\(2322\) Type 'string'/);
    assert.match(prompt, /\n> Keep the names\.\n/);
  });

  it('sends one line to the server: where the file is', async () => {
    const { url } = await serve(honest);
    await agentOf(url, { timeoutSeconds: 240 }).attempt({ ...context, note: 'Keep the names.' });
    const file = join(context.worktree, promptName);
    const prompt = `Please read the file '${file}' and do what it says.`;
    assert.deepEqual(
      double?.calls.map(({ args }) => args),
      [
        { worker_type: 'terminal-claude', count: 1 },
        { worker_id: 'worker-1', prompt, timeout: 240 },
        { worker_id: 'worker-1' },
      ],
    );
  });

  it('asks the server for no more and no less patience than it has', async () => {
    const { url } = await serve(honest);
    for (const timeoutSeconds of [5, 7200]) {
      await agentOf(url, { timeoutSeconds }).attempt(context);
    }
    const asked = double?.calls.flatMap(({ args }) => args['timeout'] ?? []);
    assert.deepEqual(asked, [30, 3600]);
  });

  it('leaves a file of the project alone that is called as its own', async () => {
    await project.write(join('work', promptName), 'mine');
    const { url } = await serve(honest);
    await agentOf(url).attempt(context);
    assert.equal(await project.read(join('work', promptName)), 'mine');
    assert.equal(await project.read('work/a.ts'), 'after');
    await assertTidy([promptName, 'a.ts']);
  });

  it('shows the token to the server', async () => {
    const server = await serve(honest);
    const shown = new Set<string | undefined>();
    server.intercept = ({ headers }) => {
      shown.add(headers.authorization);
      return false;
    };
    await agentOf(server.url, { token: 'secret' }).attempt(context);
    assert.deepEqual([...shown], ['Bearer secret']);
  });

  it('waits for the worker when the server takes it for done too early', async () => {
    let finish = async (): Promise<void> => undefined;
    const { url } = await serve(
      nativeWorkerTools(async (line) => {
        ({ finish } = await readErrand(line));
        return completed('$');
      }),
    );
    const report = await agentOf(url, { patience: { ...patience, graceMs: never } }).attempt({
      ...context,
      // It has heard of the end by now; only then the work is done.
      log: () => void project.write('work/a.ts', 'after').then(finish),
    });
    assert.deepEqual(report.errors, []);
    assert.equal(await project.read('work/a.ts'), 'after');
    await assertTidy();
  });

  it('waits for the worker when the server takes it for failed too early', async () => {
    const { url } = await serve(
      nativeWorkerTools(async (line) => {
        const { finish } = await readErrand(line);
        void otherWork().then(async () => {
          await project.write('work/a.ts', 'after');
          await finish();
        });
        return answer({ status: 'failed', output: '', error: 'error: on the screen' });
      }),
    );
    const slow = { ...patience, graceMs: never };
    const report = await agentOf(url, { patience: slow }).attempt(context);
    assert.deepEqual(report.errors, []);
    assert.equal(await project.read('work/a.ts'), 'after');
  });

  it('needs no answer of the server when the worker is done', async () => {
    const { url } = await serve(
      nativeWorkerTools(async (line) => {
        await (await readErrand(line)).finish();
        return new Promise(() => undefined);
      }),
    );
    assert.deepEqual((await agentOf(url).attempt(context)).errors, []);
    await assertTidy();
  });

  it('looks once more before it gives up', async () => {
    const { url } = await serve(honest);
    const blind = { ...patience, pollMs: never };
    assert.deepEqual((await agentOf(url, { patience: blind }).attempt(context)).errors, []);
  });

  it('is cancelled while the server does not answer at all', async () => {
    const controller = new AbortController();
    const server = await serve(honest);
    server.intercept = () => {
      controller.abort();
      return true;
    };
    const attempt = agentOf(server.url).attempt({ ...context, signal: controller.signal });
    await assert.rejects(attempt, isCancellation);
    assert.deepEqual(await readdir(context.worktree), ['a.ts']);
  });

  describe('says what is wrong', () => {
    it('when a worker is said to have completed, and has left no sign', async () => {
      const { url } = await serve(nativeWorkerTools(() => completed()));
      const { errors } = await agentOf(url).attempt(context);
      assert.deepEqual(errors, ['claude said "completed", but left no sign that it is done']);
      await assertTidy();
    });

    it('when the worker is a shell, to which the line does no harm', async () => {
      const { url } = await serve(
        nativeWorkerTools(
          (line) =>
            new Promise((resolve) => {
              const shell = execFile('sh', { cwd: context.worktree }, (_error, out, complaint) =>
                resolve(completed(`$ ${line}\n${out}${complaint}`)),
              );
              shell.stdin?.end(`${line} Enter\n`);
            }),
        ),
      );
      const { errors } = await agentOf(url).attempt(context);
      assert.deepEqual(errors, ['claude said "completed", but left no sign that it is done']);
      assert.match(log.join('\n'), /^\$ Please read.*\n.*Please: (command )?not found$/);
      assert.equal(await project.read('work/a.ts'), 'before');
      await assertTidy();
    });

    const refusals: readonly (readonly [string, DoubleTools, RegExp])[] = [
      [
        'in the words of a server that fails, in one plain line',
        nativeWorkerTools(() => failure('Worker\n\u001b[31mnot found')),
        /^claude: worker_execute: Worker \[31mnot found$/,
      ],
      [
        'when the server says "failed"',
        nativeWorkerTools(() => answer({ status: 'failed', error: 'x'.repeat(5000) })),
        /^claude: worker_execute: x{300} …$/,
      ],
      [
        'when the server says nothing',
        nativeWorkerTools(() => ({ content: [] })),
        /^claude ended, but left no sign that it is done$/,
      ],
    ];
    for (const [when, tools, words] of refusals) {
      it(when, async () => {
        const { url } = await serve(tools);
        const { errors } = await agentOf(url).attempt(context);
        assert.equal(errors.length, 1);
        assert.match(errors[0] ?? '', words);
        await assertTidy();
      });
    }

    async function assertRefused(tools: DoubleTools, words: RegExp): Promise<void> {
      const { url } = await serve(tools);
      await assert.rejects(agentOf(url).attempt(context), (error: Error) => {
        assert.match(error.message, words);
        return isSwarmError(error, 'unavailable');
      });
      assert.deepEqual(await readdir(context.worktree), ['a.ts']);
      assert.deepEqual(notes, []);
    }

    it('when the server gives no worker', async () => {
      const answerIt = () => failure("requires tool 'claude' which is not on PATH");
      const worker_spawn = { inputs: ['worker_type', 'count'], answer: answerIt };
      await assertRefused({ ...honest, worker_spawn }, /^worker_spawn: requires tool 'claude'/);
    });

    it('when the server names none', async () => {
      const answerIt = () => answer({ worker_ids: ['', 'two\nlines', 7] });
      const worker_spawn = { inputs: ['worker_type', 'count'], answer: answerIt };
      await assertRefused({ ...honest, worker_spawn }, /^worker_spawn has given no worker: /);
    });

    it('when the server gives a worker that was there before', async () => {
      const worker_list = { inputs: [], answer: () => answer([{ worker_id: 'worker-1' }]) };
      await assertRefused(
        { ...honest, worker_list },
        /^worker_spawn has given worker-1, which was /,
      );
      assert.deepEqual(calls(), ['worker_list', 'worker_spawn']);
    });

    it('when the server has no such tools', async () => {
      const launch = { launch_worker: { inputs: ['prompt'], answer: () => answer({}) } };
      const names = 'worker_spawn, worker_execute, worker_close';
      await assertRefused(launch, new RegExp(`^its server has no ${names} of a known kind`));
    });

    it('when a tool of the server takes something else', async () => {
      const worker_execute = { inputs: ['worker_id', 'command'], answer: () => answer({}) };
      await assertRefused({ ...honest, worker_execute }, /^its server has no worker_execute of a /);
    });

    it('when nobody is there', async () => {
      const { url } = await serve(honest);
      await double?.stop();
      double = undefined;
      await assert.rejects(agentOf(url).attempt(context), (error: Error) => {
        assert.match(error.message, /^its server: .*ECONNREFUSED/);
        return isSwarmError(error, 'unavailable');
      });
      assert.deepEqual(await readdir(context.worktree), ['a.ts']);
    });

    it('when there is no server in the settings', async () => {
      await assert.rejects(agentOf('').attempt(context), (error: Error) => {
        assert.match(error.message, /^agent claude is a worker of a Mahavishnu server, and none /);
        return isSwarmError(error, 'configuration');
      });
    });

    for (const sign of ["'", '$', '`', '"', '\n', '\u202e', ';', '!']) {
      it(`when ${JSON.stringify(sign)} in the path could mean something to a shell`, async () => {
        const { url } = await serve(honest);
        const worktree = project.path(`a${sign}b`);
        await mkdir(worktree);
        await assert.rejects(agentOf(url).attempt({ ...context, worktree }), (error: Error) => {
          assert.equal(error.message.includes('\n'), false);
          return isSwarmError(error, 'environment');
        });
        assert.deepEqual(calls(), []);
        assert.deepEqual(await readdir(worktree), []);
      });
    }
  });

  it('keeps what the worker says for the log, as far as it can be read', async () => {
    const { url } = await serve(
      nativeWorkerTools(() => completed(`one\n\u0007two${'x'.repeat(9e4)}`)),
    );
    await agentOf(url).attempt(context);
    assert.match(log[0] ?? '', /^one\n twox+$/);
    assert.equal(log[0]?.length, 4000);
  });

  describe('closes the worker', () => {
    it('when it is cancelled in the middle', async () => {
      const controller = new AbortController();
      const { url } = await serve(
        nativeWorkerTools(() => {
          controller.abort();
          return new Promise(() => undefined);
        }),
      );
      const attempt = agentOf(url).attempt({ ...context, signal: controller.signal });
      await assert.rejects(attempt, isCancellation);
      await assertTidy();
    });

    it('when it is cancelled before the worker has a name', async () => {
      const controller = new AbortController();
      const worker_spawn = {
        inputs: ['worker_type', 'count'],
        answer: () => {
          controller.abort();
          return answer(['worker-1']);
        },
      };
      const { url } = await serve({ ...honest, worker_spawn });
      const attempt = agentOf(url).attempt({ ...context, signal: controller.signal });
      await assert.rejects(attempt, isCancellation);
      assert.deepEqual(calls(), ['worker_spawn', 'worker_close']);
      await assertTidy();
    });

    it('and no other that came along, whosever that is', async () => {
      const worker_spawn = {
        inputs: ['worker_type', 'count'],
        answer: () => answer({ worker_ids: ['worker-1', 'alice-1', 'bob-2'] }),
      };
      const { url } = await serve({ ...honest, worker_spawn });
      await agentOf(url).attempt(context);
      assert.deepEqual(calls(), ['worker_spawn', 'worker_execute', 'worker_close']);
      await assertTidy();
      assert.match(log.join('\n'), /left alone: alice-1, bob-2\.$/m);
    });

    it('which counts as closed when the server knows no such worker any more', async () => {
      const gone = () => answer({ result: { closed: false, exit_code: null } });
      const worker_close = { inputs: ['worker_id', 'force'], answer: gone };
      const { url } = await serve({ ...honest, worker_close });
      assert.deepEqual((await agentOf(url).attempt(context)).errors, []);
      await assertTidy();
    });

    it('or leaves it noted as opened when that fails', async () => {
      const { url } = await serve({
        ...honest,
        worker_close: { inputs: ['worker_id', 'force'], answer: () => failure('busy') },
      });
      assert.deepEqual((await agentOf(url).attempt(context)).errors, []);
      assert.deepEqual(notes, ['worker-1 opened']);
      assert.match(log.at(-1) ?? '', /^worker worker-1 could not be closed: worker_close: /);
      assert.equal(double?.calls.at(-1)?.args['force'], true);
    });
  });
});

describe('A worker of a server, as an agent of a task', () => {
  const { type } = problems;
  let shop: Shop;
  let double: McpDouble;

  before(async () => {
    shop = await openShop();
  });

  after(() => shop.project.remove());
  afterEach(() => double.stop());

  async function attempt(edit: (folder: string) => Promise<void>) {
    double = await McpDouble.start(
      nativeWorkerTools(async (line) => {
        const { folder, finish } = await readErrand(line);
        await edit(folder);
        await finish();
        return completed('Fixed, and checked.');
      }),
    );
    const issues = shop.issues.filter(({ id }) => id === type);
    return shop.project.fix({ agents: [settings(double.url)], issues });
  }

  it('is believed when the checker is silent', async () => {
    const job = await attempt(async (folder) => {
      const file = join(folder, 'src/price.ts');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('count * 2', 'String(count * 2)'));
    });
    assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
    assert.deepEqual(errorsOf(job), []);
    assert.equal(isAnySuccess(job), true);
    assert.deepEqual(job.result.parts[0]?.result.filesModified, ['src/price.ts']);
    const lent = job.events.filter((event) => JSON.stringify(event).includes('"lent"'));
    assert.equal(lent.length, 2);
  });

  it('is not believed when it only says so', async () => {
    const job = await attempt(async () => undefined);
    assert.deepEqual(verdictsOf(job), { [type]: 'remains' });
    assert.deepEqual(errorsOf(job), ['claude: changed nothing']);
    assert.equal(isAnySuccess(job), false);
  });
});
