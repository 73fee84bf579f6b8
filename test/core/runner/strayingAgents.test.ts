import assert from 'node:assert/strict';
import { readFile, rm, stat } from 'node:fs/promises';
import { assertEnded } from '../../support/isRunning.ts';
import {
  assertTold,
  errorsOf,
  isAnySuccess,
  type RunnerProject,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { honest, openShop, problems, type Shop } from '../../support/shopProject.ts';

const { type, equals } = problems;

describe('A foreign program', () => {
  let shop: Shop;
  let project: RunnerProject;

  before(async () => {
    shop = await openShop();
    project = shop.project;
  });

  after(() => shop.project.remove());

  describe('that leaves its worktree', () => {
    it('by writing into the working tree of the user', async () => {
      const path = project.user.path('src/stray.ts');
      const job = await shop.attempt(`${honest} fs.writeFileSync(${JSON.stringify(path)}, '');`);
      await rm(path);
      assertTold(job, { [type]: 'proposed' }, /outside its worktree: src\/stray\.ts/);
    });

    it('by a commit of its own, which is not taken over', async () => {
      const job = await shop.attempt(`${honest} git('commit', '-qam', 'mine', '--no-verify');`);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent0: moved HEAD of its worktree']);
      const { commit, parent } = job.result.parts[0]?.result ?? {};
      const parents = await project.user.hand.raw(['rev-parse', `${commit}^@`]);
      assert.equal(parents.trim(), parent);
    });

    it('by a branch that it checks out', async () => {
      const job = await shop.attempt(`${honest} git('checkout', '-q', '-b', 'mine');`);
      await project.fix({ agents: [], issues: shop.issues.slice(0, 1) });
      await project.user.hand.raw(['branch', '-D', 'mine']);
      assertTold(job, { [type]: 'proposed' }, /refs\/heads\/mine is new/);
    });

    it('by moving a branch of the user', async () => {
      const main = (await project.user.hand.revparse(['main'])).trim();
      const job = await shop.attempt(
        `${honest} git('update-ref', 'refs/heads/main', git('rev-parse', 'HEAD').trim());`,
      );
      await project.user.hand.raw(['update-ref', 'refs/heads/main', main]);
      assertTold(job, { [type]: 'proposed' }, /refs\/heads\/main moved from/);
    });

    it('by a stash', async () => {
      const job = await shop.attempt(
        `${honest} git('-c', 'user.name=a', '-c', 'user.email=b', 'stash');`,
      );
      await project.user.hand.raw(['stash', 'drop']);
      assertTold(job, { [type]: 'remains' });
      assert.match(errorsOf(job).join('\n'), /refs\/stash is new/);
    });

    it('by a change of the shared configuration', async () => {
      const job = await shop.attempt(`${honest} git('config', 'user.name', 'Agent');`);
      await project.user.hand.raw(['config', 'user.name', 'Hand']);
      assertTold(job, { [type]: 'proposed' }, /the configuration was changed/);
    });
  });

  describe('that misbehaves as a process', () => {
    const background = `
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      child.unref();
      fs.writeFileSync('../grandchild', String(child.pid));
    `;

    async function assertGrandchildGone(): Promise<void> {
      const pid = Number(await readFile(project.user.path('../slots/grandchild'), 'utf8'));
      await assertEnded(pid);
    }

    it('by hanging: it is ended with all that it started, and what it did is judged', async () => {
      const job = await shop.attempt(
        `${honest} ${background} setInterval(() => {}, 1000);`,
        [type],
        2,
      );
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent0: was stopped after 2 s']);
      await assertGrandchildGone();
    });

    it('by leaving a process behind, which is ended too', async () => {
      await shop.attempt(`${background} process.exit(0);`);
      await assertGrandchildGone();
    });

    it('by flooding its output: the log stays small', async () => {
      const before = process.memoryUsage().rss;
      const job = await shop.attempt(
        `${honest} const line = 'x'.repeat(1023) + '\\n';
         for (let n = 0; n < 50; n += 1) fs.writeSync(n % 2 + 1, line.repeat(1024));`,
      );
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent0 flooded its output; the middle was left out']);
      assert.ok((await stat(job.folder.logPath)).size < 1_000_000);
      assert.ok(process.memoryUsage().rss - before < 200_000_000);
    });

    it('by failing after a good fix, which counts all the same', async () => {
      const job = await shop.attempt(`${honest} process.exit(3);`);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent0 ended with exit code 3']);
    });

    it('by not being there', async () => {
      const missing = { kind: 'command', id: 'gone', command: 'no-such-program-anywhere' } as const;
      const job = await project.fix({
        agents: [missing],
        issues: shop.issues.filter((issue) => issue.id === type),
      });
      assertTold(job, { [type]: 'remains' });
      assert.match(errorsOf(job).join('\n'), /gone ended with exit code 127/);
    });
  });

  describe('followed by another one', () => {
    const silence = `edit('src/price.ts', '  return count ==', '  // eslint-disable-next-line eqeqeq\\n  return count ==');`;
    const mendEquals = `edit('src/price.ts', 'count == 0', 'count === 0');`;

    it('counts no fix whose edits were dropped for better ones', async () => {
      const harm = `fs.appendFileSync('src/shop.ts', 'export const n: number = label;\\n');`;
      const job = await shop.climb([`${honest} ${harm}`, mendEquals], [type, equals]);
      assert.deepEqual(verdictsOf(job), { [type]: 'remains', [equals]: 'fixed' });
      assert.deepEqual(
        job.result.parts.map(({ kind, result }) => [kind, result.fixesApplied]),
        [
          ['verified', 1],
          ['remains', 0],
        ],
      );
    });

    it('gives it what is left, on top of what was fixed', async () => {
      const job = await shop.climb([honest, mendEquals], [type, equals]);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed', [equals]: 'fixed' });
      const [only, ...more] = job.result.parts;
      assert.deepEqual(more, []);
      assert.equal(only?.result.agent, 'agent0+agent1');
      assert.equal(only?.result.success, true);
    });

    it('keeps the doubtful edits of the first when the second only touches configuration', async () => {
      const job = await shop.climb(
        [`${honest} ${silence}`, `fs.appendFileSync('tsconfig.json', '\\n');`],
        [type, equals],
      );
      assertTold(job, { [type]: 'suppressed', [equals]: 'suppressed' }, /eslint-disable-next-line/);
      assert.equal(job.result.parts[0]?.kind, 'proposed');
    });

    it('does not merge what nobody can check with what is fixed', async () => {
      const issue = shop.issues.find(({ id }) => id === type);
      assert.ok(issue);
      const unknown = { ...issue, id: 'spelling', source: 'speller', code: 'word' };
      const job = await project.fix({
        agents: [await project.agent('agent', honest)],
        issues: [issue, unknown],
      });
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed', spelling: 'unverified' });
      assert.equal(isAnySuccess(job), false);
    });
  });
});
