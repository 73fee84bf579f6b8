import assert from 'node:assert/strict';
import { existsSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { RequestError } from '@agentclientprotocol/sdk/unstable';
import { AcpAgent } from '../../../../src/core/agents/acp/acpAgent.ts';
import type { AgentContext, AgentReport } from '../../../../src/core/agents/agent.ts';
import { agentNamed } from '../../../../src/core/agents/agentNamed.ts';
import { PipedProcess } from '../../../../src/core/base/pipedProcess.ts';
import { isCancellation } from '../../../../src/core/base/swarmError.ts';
import type { AcpAgentSettings } from '../../../../src/core/protocol/settings.ts';
import { contextIn } from '../../../support/agentContext.ts';
import { issueAt } from '../../../support/issues.ts';
import { type Script, type ScriptedTurn, scriptedAgent } from '../../../support/scriptedAgent.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

const settings = agentNamed('mender', { acp: 'mender' });
const done = { stopReason: 'end_turn' } as const;
const patience = { firstSeconds: 0.005, longestSeconds: 0.02, tries: 3 };

function isAcp(value: typeof settings): value is AcpAgentSettings {
  return value.kind === 'acp';
}

describe('AcpAgent', () => {
  let project: TemporaryProject;
  let context: AgentContext;
  let log: string[];
  let used: unknown[];
  let waits: number[];

  beforeEach(async () => {
    project = await temporaryProject({ 'work/a.ts': 'one\ntwo\nthree\n', 'other.txt': 'theirs' });
    [log, used, waits] = [[], [], []];
    context = {
      ...contextIn(project.path('work'), project.path('task.json'), [issueAt(2, 3)]),
      log: (text) => log.push(text),
      watcher: {
        said: () => undefined,
        used: (usage) => used.push(usage),
        limited: (seconds) => waits.push(seconds),
      },
    };
  });

  afterEach(() => project.remove());

  function attempt(
    script: Script,
    more: { signal?: AbortSignal; settings?: Partial<AcpAgentSettings> } = {},
  ): Promise<AgentReport> {
    assert.ok(isAcp(settings));
    const agent = new AcpAgent(
      { ...settings, ...more.settings },
      {
        start: (program) => new PipedProcess(program),
        open: async () => ({
          target: scriptedAgent(script),
          isConfined: false,
          lastWords: async () => undefined,
          end: async () => undefined,
        }),
        patience,
      },
    );
    return agent.attempt({ ...context, signal: more.signal ?? context.signal });
  }

  it('is told of the problems, and may read and write files of its worktree', async () => {
    const report = await attempt(async ({ prompt, read, write }) => {
      assert.match(prompt, /2:3 ts\(2322\)/);
      assert.equal(await read(project.path('work/a.ts')), 'one\ntwo\nthree\n');
      await write('new/b.ts', 'made');
      return done;
    });
    assert.deepEqual(report.errors, []);
    assert.equal(await readFile(project.path('work/new/b.ts'), 'utf8'), 'made');
  });

  it('refuses files elsewhere, also behind a link, and says so', async () => {
    symlinkSync(project.root, project.path('work/out'));
    const report = await attempt(async ({ read, write }) => {
      await assert.rejects(write('../other.txt', 'mine'));
      await assert.rejects(write('out/other.txt', 'mine'));
      await assert.rejects(write('.git', 'mine'));
      await assert.rejects(read('/etc/passwd'));
      return done;
    });
    assert.equal(await readFile(project.path('other.txt'), 'utf8'), 'theirs');
    assert.equal(existsSync(project.path('work/.git')), false);
    assert.equal(report.errors.length, 4);
    assert.match(report.errors[0] ?? '', /^mender: was refused to change \.\.\/other\.txt/);
  });

  it('allows once what is inside, whatever the order of the options, and refuses the rest', async () => {
    const answers: unknown[] = [];
    const ask = async (turn: ScriptedTurn, title: string, rawInput: object): Promise<void> => {
      const kind = 'command' in rawInput ? 'execute' : 'edit';
      const call = { toolCallId: title, title, kind, rawInput } as const;
      answers.push(await turn.ask(call));
    };
    const report = await attempt(async (turn) => {
      await ask(turn, 'inside', { path: 'a.ts' });
      await ask(turn, 'outside', { path: project.path('other.txt') });
      await ask(turn, 'reads', { command: 'grep -n two a.ts | head' });
      await ask(turn, 'writes', { command: 'echo x > a.ts' });
      await turn.say('Going on without.');
      return done;
    });
    const chosen = (optionId: string) => ({ outcome: 'selected', optionId });
    assert.deepEqual(answers, [chosen('once'), chosen('no'), chosen('once'), chosen('no')]);
    assert.equal(report.errors.length, 2);
  });

  it('reminds an agent that gives up because something was refused', async () => {
    const prompts: string[] = [];
    await attempt(async ({ prompt, number, ask }) => {
      prompts.push(prompt);
      const rawInput = { command: 'rm -rf /' };
      if (number === 1) await ask({ toolCallId: '1', title: 'x', kind: 'execute', rawInput });
      return done;
    });
    assert.equal(prompts.length, 2);
    assert.match(prompts[1] ?? '', /^That was refused/);
  });

  it('names what an agent did elsewhere without asking', async () => {
    const { errors } = await attempt(async ({ tell }) => {
      const rawInput = { command: `echo x > ${project.path('other.txt')}` };
      const call = { toolCallId: '1', title: 'sh', kind: 'execute', rawInput } as const;
      await tell({ sessionUpdate: 'tool_call', ...call });
      return done;
    });
    assert.match(errors.join('\n'), /^mender: ran without asking "echo x > /);
  });

  it('goes on in the same session when the service has been too busy', async () => {
    const prompts: string[] = [];
    const report = await attempt(({ prompt, number }) => {
      prompts.push(prompt);
      if (number <= 2) throw new RequestError(-32603, 'Internal error', '429 Too Many Requests');
      return done;
    });
    assert.deepEqual(waits, [0.005, 0.01]);
    assert.match(prompts[2] ?? '', /^The service was busy/);
    assert.deepEqual([report.errors, report.isLimited], [[], false]);
  });

  it('takes the last words of a turn for a busy service, too', async () => {
    const report = await attempt(async ({ number, say }) => {
      if (number === 1) await say('exceeded retry limit, last status: 429 Too Many Requests');
      return done;
    });
    assert.equal(waits.length, 1);
    assert.equal(report.isLimited, false);
  });

  it('asks for another attempt when the service stays busy', async () => {
    const report = await attempt(() => {
      throw new RequestError(529, 'Overloaded');
    });
    assert.equal(waits.length, 3);
    assert.equal(report.isLimited, true);
    assert.match(report.errors.join('\n'), /^mender: its service is asked for too much/);
  });

  it('says who is not signed in, and what to do', async () => {
    const report = await attempt(() => {
      throw RequestError.authRequired();
    });
    assert.match(report.errors.join('\n'), /^mender: is not signed in .*sign in with it/);
  });

  it('is asked to stop, and not waited for when it does not', async () => {
    const stop = new AbortController();
    let wasAsked = false;
    const working = attempt(
      async ({ cancelled }) => {
        cancelled.addEventListener('abort', () => {
          wasAsked = true;
        });
        stop.abort();
        return new Promise<never>(() => undefined);
      },
      { signal: stop.signal },
    );
    await assert.rejects(working, isCancellation);
    assert.equal(wasAsked, true);
  });

  it('does not count what it says after a cancel as its end', async () => {
    const stop = new AbortController();
    const working = attempt(
      ({ cancelled }) =>
        new Promise((resolve) => {
          cancelled.addEventListener('abort', () => resolve(done));
          stop.abort();
        }),
      { signal: stop.signal },
    );
    await assert.rejects(working, isCancellation);
  });

  it('tells what it has used, each time it hears of it', async () => {
    const usage = { inputTokens: 100, outputTokens: 10, totalTokens: 110 };
    const content = { type: 'text', text: '' } as const;
    await attempt(
      async ({ tell }) => {
        const update = { sessionUpdate: 'agent_message_chunk', content, _meta: { usage } } as const;
        await tell(update);
        await tell(update);
        return done;
      },
      { settings: { usage: 'eachCall', price: { input: 1, output: 2 } } },
    );
    const each = { model: '', inputTokens: 100, outputTokens: 10, cost: 0.00012 };
    assert.deepEqual(used, [each, each]);
  });

  it('keeps a flood out of the log', async () => {
    await attempt(async ({ say }) => {
      for (let line = 0; line < 2_000; line += 1) await say(`${'x'.repeat(1_000)}\n`);
      return done;
    });
    assert.ok(log.join('\n').length < 600_000);
    assert.equal(log.at(-1), 'says more than is kept');
  });
});
