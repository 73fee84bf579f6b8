import assert from 'node:assert/strict';
import type { AgentContext } from '../../../src/core/agents/agent.ts';
import { CommandAgent } from '../../../src/core/agents/commandAgent.ts';
import { runProcess } from '../../../src/core/base/runProcess.ts';
import { isCancellation } from '../../../src/core/base/swarmError.ts';
import { contextIn } from '../../support/agentContext.ts';
import { issueAt } from '../../support/issues.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const nodePath = JSON.stringify(process.execPath);

describe('CommandAgent', () => {
  let project: TemporaryProject;
  let context: AgentContext;
  let log: string[];

  beforeEach(async () => {
    project = await temporaryProject({});
    log = [];
    context = {
      ...contextIn(project.root, project.path('task.json'), [issueAt(2, 3)], ['src/a.ts']),
      log: (text) => log.push(text),
    };
  });

  afterEach(() => project.remove());

  function agent(command: string): CommandAgent {
    return new CommandAgent({ kind: 'command', id: 'mender', command }, runProcess);
  }

  it('starts the program in the worktree, through the shell', async () => {
    await agent('pwd; echo "$SWARM_TASK_FILE" | tr a-z A-Z').attempt(context);
    assert.deepEqual(log, [project.root, project.path('task.json').toUpperCase()]);
  });

  it('gives it the prompt on its standard input', async () => {
    await agent('cat').attempt(context);
    assert.match(log.join('\n'), /Fix these problems in src\/a\.ts\./);
    assert.match(log.join('\n'), /\nsrc\/a\.ts\n2:3 ts\(2322\) Type 'string'/);
  });

  it('hands on what the person who asked for it has to say', async () => {
    await agent('cat').attempt({ ...context, note: 'Keep the names.' });
    assert.match(log.join('\n'), /in their own words.*\n> Keep the names\.\n/);
  });

  it('keeps variables of git from it that would lead it elsewhere', async () => {
    process.env['GIT_INDEX_FILE'] = '/elsewhere';
    try {
      await agent('echo "[$GIT_INDEX_FILE]"').attempt(context);
    } finally {
      delete process.env['GIT_INDEX_FILE'];
    }
    assert.deepEqual(log, ['[]']);
  });

  it('has nothing to complain about when the program ends well, and takes no word for it', async () => {
    const report = await agent('echo fixed everything').attempt(context);
    assert.deepEqual(report, { doubts: new Map(), overallDoubt: undefined, errors: [] });
  });

  it('notes an exit code', async () => {
    const { errors } = await agent('exit 7').attempt(context);
    assert.deepEqual(errors, ['mender ended with exit code 7']);
  });

  it('keeps the beginning and the end of a flood', async () => {
    const script = `process.stdout.write('first\\n' + 'x'.repeat(5e6) + '\\nlast')`;
    const { errors } = await agent(`${nodePath} -e ${JSON.stringify(script)}`).attempt(context);
    assert.deepEqual(errors, ['mender flooded its output; the middle was left out']);
    assert.ok(log.join('\n').length < 700_000);
    assert.equal(log[0], 'first');
    assert.equal(log.at(-1), 'last');
  });

  it('logs each line as it comes, and says it to whoever looks on', async () => {
    const said: string[] = [];
    const watcher = { ...context.watcher, said: (text: string) => said.push(text) };
    await agent('echo one; echo two >&2').attempt({ ...context, watcher });
    assert.deepEqual(log.toSorted(), ['one', 'two']);
    assert.deepEqual(said.toSorted(), ['one', 'two']);
  });

  it('has the prompt in a file, too', async () => {
    await agent('cat "$SWARM_PROMPT_FILE"').attempt(context);
    assert.match(log.join('\n'), /Fix these problems in src\/a\.ts\./);
  });

  it('can be told by its last words from a service that asks for patience', async () => {
    const busy = await agent('echo "429 Too Many Requests"; exit 1').attempt(context);
    assert.equal(busy.isLimited, true);
    const broken = await agent('echo "429 Too Many Requests"; exit 0').attempt(context);
    assert.notEqual(broken.isLimited, true);
  });

  it('is stopped by the signal', async () => {
    const controller = new AbortController();
    const attempt = agent('sleep 60').attempt({ ...context, signal: controller.signal });
    controller.abort();
    await assert.rejects(attempt, isCancellation);
  });
});
