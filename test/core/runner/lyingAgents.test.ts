import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import {
  assertTold,
  errorsOf,
  isAnySuccess,
  type RunnerProject,
  reasonsOf,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { honest, openShop, problems, type Shop } from '../../support/shopProject.ts';

const { type, equals, module: missingModule, test: failingTest } = problems;

describe('An agent that is a foreign program', () => {
  let shop: Shop;
  let project: RunnerProject;

  before(async () => {
    shop = await openShop();
    project = shop.project;
  });

  after(() => shop.project.remove());

  it('is believed when the checker is silent and nothing else has changed', async () => {
    const job = await shop.attempt(honest);
    assert.deepEqual(verdictsOf(job), { [type]: 'fixed' });
    assert.equal(isAnySuccess(job), true);
    assert.deepEqual(errorsOf(job), []);
    const [only] = job.result.parts;
    assert.equal(only?.kind, 'verified');
    assert.deepEqual(only?.result.filesModified, ['src/price.ts']);
  });

  it('gets the prompt, the task and the problems', async () => {
    const job = await shop.attempt(`
      const prompt = fs.readFileSync(0, 'utf8');
      const { job } = JSON.parse(read(process.env.SWARM_TASK_FILE));
      console.log(prompt.includes('src/price.ts\\n2:3 ts(2322)'), job.task.issues[0].id);
    `);
    assert.match(job.log, new RegExp(`true ${type}`));
  });

  describe('that only says so', () => {
    it('and changes nothing', async () => {
      const job = await shop.attempt('');
      assertTold(job, { [type]: 'remains' });
      assert.deepEqual(errorsOf(job), ['agent0: changed nothing']);
    });

    it('and breaks down: what it said of that is enough', async () => {
      const job = await shop.attempt('process.exit(7);');
      assertTold(job, { [type]: 'remains' });
      assert.deepEqual(errorsOf(job), ['agent0 ended with exit code 7']);
    });

    it('in JSON on its standard output', async () => {
      const job = await shop.attempt(`console.log(JSON.stringify({ success: true, fixed: 1 }));`);
      assertTold(job, { [type]: 'remains' });
      assert.match(job.log, /"success":true/);
    });

    it('and changes another file', async () => {
      const job = await shop.attempt(`fs.appendFileSync('README.md', 'Fixed.\\n');`);
      assertTold(job, { [type]: 'remains' });
      assert.deepEqual(errorsOf(job), ['agent0: its edits changed nothing about the problems']);
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
      it(how, async () =>
        assertTold(await shop.attempt(body, [id]), { [id]: 'suppressed' }, reason),
      );
    }

    it('by loosening tsconfig.json, which is taken back', async () => {
      const job = await shop.attempt(
        `edit('tsconfig.json', '"src",', '"src/shop.ts",'); edit('src/shop.ts', /^.*$/s.exec(read('src/shop.ts'))[0], '');`,
      );
      assertTold(job, { [type]: 'suppressed' }, /gone only with its change to tsconfig\.json/);
      assert.match(errorsOf(job).join('\n'), /its change to tsconfig\.json was taken back/);
      const commit = job.result.parts[0]?.result.commit;
      if (commit)
        assert.equal(
          await project.user.show(commit, 'tsconfig.json'),
          await project.user.read('tsconfig.json'),
        );
    });

    it('by switching the rule off in eslint.config.mjs, which is taken back', async () => {
      const job = await shop.attempt(`edit('eslint.config.mjs', "eqeqeq: 'error',", '');`, [
        equals,
      ]);
      assertTold(
        job,
        { [equals]: 'suppressed' },
        /gone only with its change to eslint\.config\.mjs/,
      );
      assert.equal(job.result.parts[0]?.result.commit, null);
    });

    it('by a configuration of its own, beside an honest fix', async () => {
      const job = await shop.attempt(
        `${honest} fs.writeFileSync('src/eslint.config.mjs', 'export default [{}];');
         edit('eslint.config.mjs', "eqeqeq: 'error',", '');`,
        [type, equals],
      );
      assert.deepEqual(verdictsOf(job), { [type]: 'fixed', [equals]: 'suppressed' });
      assert.equal(isAnySuccess(job), false);
      const [only] = job.result.parts;
      assert.deepEqual(only?.result.filesModified, ['src/price.ts']);
    });

    it('by breaking the configuration, so that no checker can work', async () => {
      const job = await shop.attempt(
        `fs.writeFileSync('tsconfig.json', '{'); fs.writeFileSync('eslint.config.mjs', '}');`,
      );
      assertTold(job, { [type]: 'remains' });
      assert.match(errorsOf(job).join('\n'), /taken back/);
    });

    it('through a link to the configuration of the user, which stays as it is', async () => {
      const before = await project.fingerprint();
      const job = await shop.attempt(`
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
        const job = await shop.attempt(
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
      [
        'by emptying the file',
        `fs.writeFileSync('src/price.ts', 'export {};\\n');`,
        /no longer exported/,
      ],
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
        const job = await shop.attempt(body);
        assert.equal(verdictsOf(job)[type], 'proposed');
        assert.equal(isAnySuccess(job), false);
        assert.match(reasonsOf(job).join('\n'), reason);
      });
    }

    it('in another file, beside an honest fix', async () => {
      const job = await shop.attempt(`${honest} fs.rmSync('README.md');`);
      assertTold(job, { [type]: 'proposed' }, /README\.md: deletes the file/);
    });
  });

  describe('that does harm beside its fix', () => {
    it('by a new error in another file', async () => {
      const job = await shop.attempt(
        `${honest} fs.appendFileSync('src/shop.ts', 'export const n: number = label;\\n');`,
      );
      assertTold(job, { [type]: 'fixed' });
      const introduced = job.result.parts.flatMap((part) => part.result.introduced);
      assert.deepEqual(
        introduced.map(({ file, code }) => `${file} ${code}`),
        ['src/shop.ts 2322'],
      );
    });

    it('is not blamed for what was wrong before in a file that it also changed', async () => {
      const job = await shop.attempt(
        `${honest} fs.appendFileSync('src/legacy.ts', '// Prices are text.\\n');`,
      );
      assert.deepEqual(
        job.result.parts.flatMap((part) => part.result.introduced),
        [],
      );
      assert.equal(isAnySuccess(job), true);
    });
  });
});
