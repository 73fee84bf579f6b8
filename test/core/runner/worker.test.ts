import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { z } from 'zod';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { QuickFixAgentSettings } from '../../../src/core/protocol/settings.ts';
import { TaskFolder } from '../../../src/core/runner/taskFolder.ts';
import { serveWorker } from '../../../src/core/runner/worker.ts';
import { cancelLine } from '../../../src/core/runner/workerProtocol.ts';
import {
  type FinishedJob,
  isAnySuccess,
  type RunnerProject,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { problems, shopProject } from '../../support/shopProject.ts';

const quickFix: QuickFixAgentSettings = { kind: 'quickfix', id: 'quickfix' };

const datedLine = z.looseObject({ at: z.iso.datetime(), event: z.string() });

describe('Worker', () => {
  let project: RunnerProject;
  let issues: readonly Issue[];

  before(async () => {
    project = await shopProject();
    issues = await project.issues();
  });

  after(() => project.remove());

  it('reports the problems of the whole project', () => {
    const ids = issues.map((issue) => issue.id).toSorted();
    assert.deepEqual(ids, Object.values(problems).toSorted());
  });

  describe('with quick fixes', () => {
    let job: FinishedJob;
    let asItWas: Record<string, string>;

    const { unusedImport, var: noVar, unusedFunction, equals, type } = problems;
    const given = [unusedImport, noVar, unusedFunction, equals, type];

    before(async () => {
      await project.user.write('src/shop.ts', `${await project.user.read('src/shop.ts')}\n`);
      await project.user.hand.raw(['add', 'src/shop.ts']);
      await project.user.write('src/shop.ts', `${await project.user.read('src/shop.ts')}\n`);
      await project.user.hand.raw(['stash']);
      await project.user.hand.raw(['stash', 'apply', '--index']);
      await project.user.write('notes.txt', 'untracked\n');
      await project.user.write('secrets.ignored', 'ignored\n');
      asItWas = await project.fingerprint();
      job = await project.fix({
        agents: [quickFix],
        issues: issues.filter((issue) => given.some((id) => id === issue.id)),
      });
    });

    it('tells what is fixed, what a person must judge, and what is left', () => {
      assert.equal(job.result.outcome, 'done');
      assert.deepEqual(verdictsOf(job), {
        [unusedImport]: 'fixed',
        [noVar]: 'fixed',
        [unusedFunction]: 'proposed',
        [equals]: 'proposed',
        [type]: 'remains',
      });
    });

    it('cuts the task so that what is verified stands alone, and the rest stands on it', async () => {
      const [verified, proposed, remains, ...more] = job.result.parts;
      assert.deepEqual(more, []);
      assert.deepEqual(
        [verified?.kind, proposed?.kind, remains?.kind],
        ['verified', 'proposed', 'remains'],
      );
      assert.deepEqual(
        job.result.parts.map((part) => part.result.success),
        [true, false, false],
      );
      assert.deepEqual(verified?.result.filesModified, ['src/legacy.ts']);
      assert.deepEqual(proposed?.result.filesModified, ['src/legacy.ts', 'src/price.ts']);
      assert.equal(proposed?.result.parent, verified?.result.commit);
      assert.equal(remains?.result.commit, null);
      const fixed = await project.user.show(verified?.result.commit ?? '', 'src/legacy.ts');
      assert.match(fixed, /^import \{ priceOf \} from/);
      assert.match(fixed, /^let total/m);
      assert.match(fixed, /function twice/);
    });

    it('starts from what the user sees, not from the last commit', async () => {
      const [verified] = job.result.parts;
      const commit = verified?.result.commit ?? '';
      assert.equal(
        await project.user.show(commit, 'src/shop.ts'),
        await project.user.read('src/shop.ts'),
      );
      assert.equal(await project.user.show(commit, 'notes.txt'), 'untracked\n');
    });

    it('leaves the repository of the user as it is, to the byte', async () => {
      assert.deepEqual(await project.fingerprint(), asItWas);
    });

    it('writes dated events, a line each: who is at what, and how many issues are left', async () => {
      const lines = job.events.map((event) => datedLine.parse(event));
      const told = lines
        .filter(({ event }) => event !== 'process')
        .map(({ at: _at, ...rest }) => rest);
      assert.deepEqual(told, [
        { event: 'preparing' },
        { event: 'checking' },
        { event: 'agent', agent: 'quickfix', remaining: 5, rung: 1, rungs: 2 },
        { event: 'verifying' },
        { event: 'judged', fixed: 2, remaining: 3 },
        { event: 'agent', agent: 'quickfix', remaining: 3, rung: 2, rungs: 2 },
        { event: 'verifying' },
        { event: 'judged', fixed: 2, remaining: 3 },
      ]);
      const text = await readFile(job.folder.eventsPath, 'utf8');
      assert.equal(text.split('\n').length, lines.length + 1);
    });

    it('leaves one result and no half of one', async () => {
      const names = (await readdir(job.folder.directory)).toSorted();
      assert.deepEqual(names, ['events.jsonl', 'log.txt', 'result.json', 'task.json']);
    });

    it('does not run a task again that has a result', async () => {
      const { mtimeMs, ino } = await stat(job.folder.resultPath);
      const events = await readFile(job.folder.eventsPath, 'utf8');
      await project.worker.run(job.folder.directory, new AbortController().signal);
      const now = await stat(job.folder.resultPath);
      assert.deepEqual([now.mtimeMs, now.ino], [mtimeMs, ino]);
      assert.equal(await readFile(job.folder.eventsPath, 'utf8'), events);
    });
  });

  it('calls nothing verified when checking is switched off', async () => {
    const agent = await project.agent(
      'honest',
      `edit('src/price.ts', 'count * 2', 'String(count * 2)');`,
    );
    const job = await project.fix({
      agents: [agent],
      issues: issues.filter((issue) => issue.file === 'src/price.ts'),
      verify: false,
    });
    assert.deepEqual(verdictsOf(job), {
      [problems.type]: 'unverified',
      [problems.equals]: 'unverified',
    });
    assert.equal(isAnySuccess(job), false);
    const [only, ...more] = job.result.parts;
    assert.deepEqual(more, []);
    assert.deepEqual(only?.result.filesModified, ['src/price.ts']);
    assert.deepEqual(only?.result.introduced, []);
  });

  it('writes a result that says why when the task cannot be run at all', async () => {
    const job = { kind: 'check', inPlace: false, subjects: [] } as const;
    const { result } = await project.run(await project.taskFile(job, { base: '1'.repeat(40) }));
    assert.equal(result.outcome, 'error');
    assert.match(result.error, /There is no commit 1{40}/);
  });

  it('writes a result for a task file that is none', async () => {
    const folder = new TaskFolder(project.user.path('../tasks/broken'));
    await project.user.write('../tasks/broken/task.json', '{"version":1}');
    await project.worker.run(folder.directory, new AbortController().signal);
    const result = await folder.readResult();
    assert.equal(result?.outcome, 'error');
    assert.match(result?.error ?? '', /is not a task file at orderId/);
  });

  it('says that the time was up when it was over before an agent began', async () => {
    const job = { kind: 'check', inPlace: false, subjects: [] } as const;
    const file = await project.taskFile(job, { timeoutSeconds: 0.001 });
    const { result } = await project.run(file);
    assert.equal(result.outcome, 'error');
    assert.match(result.error, /0\.001 s/);
  });

  it('hears a word to stop also when it comes in one breath with the job', async () => {
    const file = await project.taskFile({ kind: 'check', inPlace: false, subjects: [] });
    const folder = new TaskFolder(project.user.path('../tasks/stopped'));
    await folder.writeTask(file);
    const [input, output] = [new PassThrough(), new PassThrough()];
    const served = serveWorker(input, output);
    const ended = new Promise<void>((done) => {
      output.on('data', (line: Buffer) => (line.includes('"ended"') ? done() : undefined));
    });
    input.write(`${folder.directory}\n${cancelLine}\n`);
    await ended;
    input.end();
    await served;
    assert.equal((await folder.readResult())?.outcome, 'cancelled');
  });

  it('says that it was cancelled', async () => {
    const job = { kind: 'check', inPlace: false, subjects: [] } as const;
    const { result } = await project.run(await project.taskFile(job), AbortSignal.abort());
    assert.equal(result.outcome, 'cancelled');
  });
});
