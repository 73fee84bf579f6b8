import assert from 'node:assert/strict';
import { readFile, rm, stat } from 'node:fs/promises';
import { isAlive } from '../../../src/core/base/killTree.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { Verdict } from '../../../src/core/protocol/verdict.ts';
import {
  errorsOf,
  type FinishedJob,
  isAnySuccess,
  type RunnerProject,
  reasonsOf,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { problems, shopProject } from '../../support/shopProject.ts';

const { type, equals, module: missingModule, test: failingTest } = problems;

/** Mends the type error for good. */
const honest = `edit('src/price.ts', 'count * 2', 'String(count * 2)');`;

describe('An agent that is a foreign program', () => {
  let project: RunnerProject;
  let issues: readonly Issue[];

  before(async () => {
    project = await shopProject();
    issues = await project.issues();
  });

  after(() => project.remove());

  /** Gives some problems to an agent whose program is `body`. */
  async function attempt(
    body: string,
    ids: readonly string[] = [type],
    timeoutSeconds = 60,
  ): Promise<FinishedJob> {
    const job = await project.fix({
      agents: [await project.agent('agent', body)],
      issues: issues.filter((issue) => ids.includes(issue.id)),
      timeoutSeconds,
    });
    assert.equal(job.result.outcome, 'done', job.result.error);
    return job;
  }

  function assertTold(job: FinishedJob, verdicts: Record<string, Verdict>, reason?: RegExp): void {
    assert.deepEqual(verdictsOf(job), verdicts);
    assert.equal(isAnySuccess(job), false);
    if (reason !== undefined) assert.match(reasonsOf(job).join('\n'), reason);
  }

  it('is believed when the checker is silent and nothing else has changed', async () => {
    const job = await attempt(honest);
    assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
    assert.equal(isAnySuccess(job), true);
    assert.deepEqual(errorsOf(job), []);
    const [only] = job.result.parts;
    assert.equal(only?.kind, 'verified');
    assert.deepEqual(only?.result.filesModified, ['src/price.ts']);
  });

  it('gets the prompt, the task and the problems', async () => {
    const job = await attempt(`
      const prompt = fs.readFileSync(0, 'utf8');
      const { job } = JSON.parse(read(process.env.SWARM_TASK_FILE));
      console.log(prompt.includes('src/price.ts:2:3 ts(2322)'), job.task.issues[0].id);
    `);
    assert.match(job.log, new RegExp(`true ${type}`));
  });

  describe('that only says so', () => {
    it('and changes nothing', async () => {
      const job = await attempt('');
      assertTold(job, { [type]: 'remains' });
      assert.deepEqual(errorsOf(job), ['agent: changed nothing']);
    });

    it('in JSON on its standard output', async () => {
      const job = await attempt(`console.log(JSON.stringify({ success: true, fixed: 1 }));`);
      assertTold(job, { [type]: 'remains' });
      assert.match(job.log, /"success":true/);
    });

    it('and changes another file', async () => {
      const job = await attempt(`fs.appendFileSync('README.md', 'Fixed.\\n');`);
      assertTold(job, { [type]: 'remains' });
      assert.deepEqual(errorsOf(job), ['agent: its edits changed nothing about the problems']);
      assert.equal(job.result.parts[0]?.result.commit, null);
    });
  });

  describe('that silences the complaint', () => {
    const silences: readonly (readonly [string, string, string, RegExp])[] = [
      [
        'by a comment for ESLint',
        equals,
        `edit('src/price.ts', '  return count ==', '  // eslint-disable-next-line eqeqeq\\n  return count ==');`,
        /adds eslint-disable-next-line in line 6/,
      ],
      [
        'by @ts-ignore',
        type,
        `edit('src/price.ts', '  return count *', '  // @ts-ignore\\n  return count *');`,
        /adds @ts-ignore in line 2/,
      ],
      [
        'by @ts-expect-error',
        type,
        `edit('src/price.ts', '  return count *', '  // @ts-expect-error\\n  return count *');`,
        /adds @ts-expect-error in line 2/,
      ],
      [
        'by "as any"',
        type,
        `edit('src/price.ts', 'count * 2', '(count * 2) as any');`,
        /adds as any in line 2/,
      ],
      [
        'by turning the line into a comment',
        equals,
        `edit('src/price.ts', '  return count == 0;', '  // return count == 0;\\n  return false;');`,
        /turns code into a comment in line 6/,
      ],
      [
        'by putting the code between comment signs',
        equals,
        `edit('src/price.ts', '  return count == 0;', '  /*\\n  return count == 0;\\n  */\\n  return false;');`,
        /turns code into a comment in line 7/,
      ],
      [
        'by declaring the module away',
        missingModule,
        `fs.writeFileSync('src/payment.d.ts', "declare module 'payment-gate';\\n");`,
        /src\/payment\.d\.ts: declares a module without types/,
      ],
      [
        'by skipping the test',
        failingTest,
        `edit('test/price.test.ts', "it('charges", "it.skip('charges");
         edit('test/price.test.ts', 'declare function it(name: string, body: () => void): void;',
           'declare const it: { (name: string, body: () => void): void; skip(name: string, body: () => void): void };');`,
        /adds \.skip in line 4/,
      ],
    ];

    for (const [how, id, body, reason] of silences) {
      it(how, async () => assertTold(await attempt(body, [id]), { [id]: 'suppressed' }, reason));
    }

    it('by loosening tsconfig.json, which is taken back', async () => {
      const job = await attempt(
        `edit('tsconfig.json', '"src",', '"src/shop.ts",'); edit('src/shop.ts', /^.*$/s.exec(read('src/shop.ts'))[0], '');`,
      );
      assertTold(job, { [type]: 'suppressed' }, /gone only with its change to tsconfig\.json/);
      assert.match(errorsOf(job).join('\n'), /its change to tsconfig\.json was taken back/);
      const commit = job.result.parts[0]?.result.commit;
      if (commit) assert.equal(await project.user.show(commit, 'tsconfig.json'), await project.user.read('tsconfig.json'));
    });

    it('by switching the rule off in eslint.config.mjs, which is taken back', async () => {
      const job = await attempt(`edit('eslint.config.mjs', ", eqeqeq: 'error'", '');`, [equals]);
      assertTold(job, { [equals]: 'suppressed' }, /gone only with its change to eslint\.config\.mjs/);
      assert.equal(job.result.parts[0]?.result.commit, null);
    });

    it('by a configuration of its own, beside an honest fix', async () => {
      const job = await attempt(
        `${honest} fs.writeFileSync('src/eslint.config.mjs', 'export default [];');
         edit('eslint.config.mjs', ", eqeqeq: 'error'", '');`,
        [type, equals],
      );
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed', [equals]: 'suppressed' });
      assert.equal(isAnySuccess(job), false);
      const [only] = job.result.parts;
      assert.deepEqual(only?.result.filesModified, ['src/price.ts']);
    });

    it('by breaking the configuration, so that no checker can work', async () => {
      const job = await attempt(`fs.writeFileSync('tsconfig.json', '{'); fs.writeFileSync('eslint.config.mjs', '}');`);
      assertTold(job, { [type]: 'remains' });
      assert.match(errorsOf(job).join('\n'), /taken back/);
    });

    it('through a link to the configuration of the user, which stays as it is', async () => {
      const before = await project.fingerprint();
      const job = await attempt(`
        const target = ${JSON.stringify(project.user.path('README.md'))};
        fs.rmSync('tsconfig.json');
        fs.symlinkSync(target, 'tsconfig.json');
      `);
      assertTold(job, { [type]: 'remains' });
      assert.deepEqual(await project.fingerprint(), before);
    });

    it('by a file that git ignores, which is not part of the fix', async () => {
      await project.user.write('src/.gitignore', '*.local.d.ts\n');
      try {
        const job = await attempt(
          `fs.writeFileSync('src/payment.local.d.ts', "declare module 'payment-gate';\\n");
           fs.appendFileSync('src/vendor.ts', '\\n');`,
          [missingModule],
        );
        assertTold(job, { [missingModule]: 'remains' });
      } finally {
        await rm(project.user.path('src/.gitignore'));
      }
    });
  });

  describe('that takes away what may be wanted', () => {
    const losses: readonly (readonly [string, string, RegExp])[] = [
      ['by deleting the file', `fs.rmSync('src/price.ts');`, /deletes the file/],
      ['by emptying the file', `fs.writeFileSync('src/price.ts', 'export {};\\n');`, /no longer exported/],
      [
        'by deleting the function that is at fault',
        `edit('src/price.ts', /^export function priceOf.*?\\n}\\n/s.exec(read('src/price.ts'))[0], '');
         edit('src/shop.ts', 'isFree, priceOf', 'isFree');
         edit('src/shop.ts', 'priceOf(1).trim()', "''");
         edit('src/legacy.ts', ', priceOf', '');
         edit('src/legacy.ts', 'priceOf(2)', "''");`,
        /priceOf is no longer exported/,
      ],
      [
        'by a stub',
        `edit('src/price.ts', 'return count * 2', "throw new Error('Not implemented')");`,
        /adds a stub that is not implemented/,
      ],
      [
        'by another signature for everybody',
        `edit('src/price.ts', 'count: number): string', 'count: number): number');
         edit('src/shop.ts', 'priceOf(1).trim()', 'String(priceOf(1))');`,
        /priceOf changes from .*string.* to .*number/,
      ],
    ];

    for (const [how, body, reason] of losses) {
      it(how, async () => {
        const job = await attempt(body);
        assert.equal(verdictsOf(job)[type], 'proposed');
        assert.equal(isAnySuccess(job), false);
        assert.match(reasonsOf(job).join('\n'), reason);
      });
    }

    it('in another file, beside an honest fix', async () => {
      const job = await attempt(`${honest} fs.rmSync('README.md');`);
      assertTold(job, { [type]: 'proposed' }, /README\.md: deletes the file/);
    });
  });

  describe('that does harm beside its fix', () => {
    it('by a new error in another file', async () => {
      const job = await attempt(`${honest} fs.appendFileSync('src/shop.ts', 'export const n: number = label;\\n');`);
      assertTold(job, { [type]: 'fixed' });
      const introduced = job.result.parts.flatMap((part) => part.result.introduced);
      assert.deepEqual(
        introduced.map(({ file, code }) => `${file} ${code}`),
        ['src/shop.ts 2322'],
      );
    });

    it('is not blamed for what was wrong before in a file that it also changed', async () => {
      const job = await attempt(`${honest} fs.appendFileSync('src/legacy.ts', '// Prices are text.\\n');`);
      assert.deepEqual(job.result.parts.flatMap((part) => part.result.introduced), []);
      assert.equal(isAnySuccess(job), true);
    });
  });

  describe('that leaves its worktree', () => {
    it('by writing into the working tree of the user', async () => {
      const path = project.user.path('src/stray.ts');
      const job = await attempt(`${honest} fs.writeFileSync(${JSON.stringify(path)}, '');`);
      await rm(path);
      assertTold(job, { [type]: 'proposed' }, /outside its worktree: src\/stray\.ts/);
    });

    it('by a commit of its own, which is not taken over', async () => {
      const job = await attempt(`${honest} git('commit', '-qam', 'mine', '--no-verify');`);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent: moved HEAD of its worktree']);
      const { commit, parent } = job.result.parts[0]?.result ?? {};
      const parents = await project.user.hand.raw(['rev-parse', `${commit}^@`]);
      assert.equal(parents.trim(), parent);
    });

    it('by a branch that it checks out', async () => {
      const job = await attempt(`${honest} git('checkout', '-q', '-b', 'mine');`);
      await project.fix({ agents: [], issues: issues.slice(0, 1) });
      await project.user.hand.raw(['branch', '-D', 'mine']);
      assertTold(job, { [type]: 'proposed' }, /refs\/heads\/mine is new/);
    });

    it('by moving a branch of the user', async () => {
      const main = (await project.user.hand.revparse(['main'])).trim();
      const job = await attempt(`${honest} git('update-ref', 'refs/heads/main', git('rev-parse', 'HEAD').trim());`);
      await project.user.hand.raw(['update-ref', 'refs/heads/main', main]);
      assertTold(job, { [type]: 'proposed' }, /refs\/heads\/main moved from/);
    });

    it('by a stash', async () => {
      const job = await attempt(`${honest} git('-c', 'user.name=a', '-c', 'user.email=b', 'stash');`);
      await project.user.hand.raw(['stash', 'drop']);
      assertTold(job, { [type]: 'remains' });
      assert.match(errorsOf(job).join('\n'), /refs\/stash is new/);
    });

    it('by a change of the shared configuration', async () => {
      const job = await attempt(`${honest} git('config', 'user.name', 'Agent');`);
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
      while (isAlive(pid) && !(await isZombie(pid))) await new Promise(setImmediate);
    }

    it('by hanging: it is ended with all that it started, and what it did is judged', async () => {
      const job = await attempt(`${honest} ${background} setInterval(() => {}, 1000);`, [type], 2);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent: was stopped after 2 s']);
      await assertGrandchildGone();
    });

    it('by leaving a process behind, which is ended too', async () => {
      await attempt(`${background} process.exit(0);`);
      await assertGrandchildGone();
    });

    it('by flooding its output: the log stays small', async () => {
      const before = process.memoryUsage().rss;
      const job = await attempt(
        `${honest} const line = 'x'.repeat(1023) + '\\n';
         for (let n = 0; n < 50; n += 1) fs.writeSync(n % 2 + 1, line.repeat(1024));`,
      );
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent flooded its output; the middle was left out']);
      assert.ok((await stat(job.folder.logPath)).size < 1_000_000);
      assert.ok(process.memoryUsage().rss - before < 200_000_000);
    });

    it('by failing after a good fix, which counts all the same', async () => {
      const job = await attempt(`${honest} process.exit(3);`);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
      assert.deepEqual(errorsOf(job), ['agent ended with exit code 3']);
    });

    it('by not being there', async () => {
      const missing = { kind: 'command', id: 'gone', command: 'no-such-program-anywhere' } as const;
      const job = await project.fix({
        agents: [missing],
        issues: issues.filter((issue) => issue.id === type),
      });
      assertTold(job, { [type]: 'remains' });
      assert.match(errorsOf(job).join('\n'), /gone ended with exit code 127/);
    });
  });

  describe('followed by another one', () => {
    async function climb(bodies: readonly string[], ids: readonly string[]): Promise<FinishedJob> {
      const agents = [];
      for (const [index, body] of bodies.entries()) {
        agents.push(await project.agent(`agent${index}`, body));
      }
      return project.fix({ agents, issues: issues.filter((issue) => ids.includes(issue.id)) });
    }

    const silence = `edit('src/price.ts', '  return count ==', '  // eslint-disable-next-line eqeqeq\\n  return count ==');`;
    const mendEquals = `edit('src/price.ts', 'count == 0', 'count === 0');`;

    it('counts no fix that went away with doubtful edits', async () => {
      const job = await climb([`${honest} ${silence}`, mendEquals], [type, equals]);
      assert.deepEqual(verdictsOf(job), { [type]: 'remains', [equals]: 'fixed' });
      for (const { result } of job.result.parts) {
        assert.equal(result.commit === null, result.fixesApplied === 0);
      }
    });

    it('gives it what is left, on top of what was fixed', async () => {
      const job = await climb([honest, mendEquals], [type, equals]);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed', [equals]: 'fixed' });
      const [only, ...more] = job.result.parts;
      assert.deepEqual(more, []);
      assert.equal(only?.result.agent, 'agent0+agent1');
      assert.equal(only?.result.success, true);
    });

    it('keeps the doubtful edits of the first when the second only touches configuration', async () => {
      const job = await climb([`${honest} ${silence}`, `fs.appendFileSync('tsconfig.json', '\\n');`], [type, equals]);
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed', [equals]: 'suppressed' });
      assert.equal(isAnySuccess(job), false);
    });

    it('does not merge what nobody can check with what is fixed', async () => {
      const issue = issues.find(({ id }) => id === type);
      assert.ok(issue);
      const unknown = { ...issue, id: 'spelling', source: 'speller', code: 'word' };
      const job = await project.fix({ agents: [await project.agent('agent', honest)], issues: [issue, unknown] });
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed', spelling: 'unverified' });
      assert.equal(isAnySuccess(job), false);
    });
  });
});

async function isZombie(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return / Z /.test(status);
}
