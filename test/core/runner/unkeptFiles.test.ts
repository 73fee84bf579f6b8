import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, stat, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import {
  errorsOf,
  type FinishedJob,
  type RunnerProject,
  reasonsOf,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { honest, openShop, problems, type Shop } from '../../support/shopProject.ts';

const { module: missing, type } = problems;
const packages = resolve(import.meta.dirname, '../../../node_modules');

const comment = `fs.appendFileSync('src/vendor.ts', '// paid\\n');`;
const types = `'export function charge(count: number): number;'`;

function forge(folder: string): string {
  return `
    fs.mkdirSync('${folder}/payment-gate', { recursive: true });
    fs.writeFileSync('${folder}/payment-gate/package.json', '{"name":"payment-gate","types":"index.d.ts"}');
    fs.writeFileSync('${folder}/payment-gate/index.d.ts', ${types});
  `;
}

describe('A foreign program that edits what no commit holds', () => {
  let shop: Shop;
  let project: RunnerProject;

  before(async () => {
    shop = await openShop();
    project = shop.project;
    // A folder of the project's own, as package managers make it.
    await rm(project.user.path('node_modules'));
    await mkdir(project.user.path('node_modules'));
    for (const name of readdirSync(packages).filter((name) => !name.startsWith('.'))) {
      await symlink(join(packages, name), project.user.path(`node_modules/${name}`));
    }
    await project.user.write('node_modules/tiny/index.js', '');
    await project.user.write('node_modules/.package-lock.json', '{}');
  });

  after(() => project.remove());

  function inSlot(path: string): boolean {
    return existsSync(join(project.slot, path));
  }

  async function assertNothingCounts(folder: string): Promise<void> {
    const job = await shop.attempt(`${forge(folder)} ${comment}`, [missing]);
    assert.deepEqual(verdictsOf(job), { [missing]: 'remains' });
    assert.equal(inSlot(`${folder}/payment-gate`), false);
    assert.match(errorsOf(job).join('\n'), new RegExp(`agent0: (made|changed) ${folder}`));
  }

  it('gains nothing by a package that nobody has installed', () =>
    assertNothingCounts('node_modules'));

  it('gains nothing by packages beside a source file', () =>
    assertNothingCounts('src/node_modules'));

  it('gains nothing by packages that it has told git of', async () => {
    const add = `git('add', '--force', 'src/node_modules');`;
    const job = await shop.attempt(`${forge('src/node_modules')} ${add} ${comment}`, [missing]);
    assert.deepEqual(verdictsOf(job), { [missing]: 'remains' });
    assert.equal(inSlot('src/node_modules'), false);
  });

  it('gains nothing by an ignored file that it has told git of', async () => {
    const job = await shop.attempt(
      `fs.mkdirSync('src/x.ignored');
       fs.writeFileSync('src/x.ignored/gate.d.ts', "declare module 'payment-gate' { " + ${types} + ' }');
       git('add', '--force', 'src/x.ignored'); ${comment}`,
      [missing],
    );
    assert.deepEqual(verdictsOf(job), { [missing]: 'remains' });
  });

  it('leaves nothing for the next one, nor for the next task', async () => {
    const job = await shop.climb([`${forge('node_modules')} ${comment}`, comment], [missing]);
    assert.deepEqual(verdictsOf(job), { [missing]: 'remains' });
    const next = await shop.attempt(comment, [missing]);
    assert.deepEqual(verdictsOf(next), { [missing]: 'remains' });
  });

  it('leaves nothing when it is cancelled in the middle', async () => {
    const agent = await project.agent(
      'sleeper',
      `${forge('node_modules')} fs.writeFileSync('../sleeps', ''); setInterval(() => {}, 1000);`,
    );
    const controller = new AbortController();
    const { job } = await project.taskFile({
      kind: 'fix',
      task: {
        taskId: 't01',
        issueType: 'import_error',
        filePaths: ['src/vendor.ts'],
        priority: 1,
        issues: shop.issues.filter(({ id }) => id === missing),
        reason: 'a test',
      },
      agents: [agent],
      verify: true,
    });
    const running = project.run(await project.taskFile(job), controller.signal);
    const sleeps = join(project.slot, '../sleeps');
    while (!existsSync(sleeps)) await setImmediate();
    controller.abort();
    assert.equal((await running).result.outcome, 'cancelled');
    const next = await shop.attempt(comment, [missing]);
    assert.deepEqual(verdictsOf(next), { [missing]: 'remains' });
    assert.equal(inSlot('node_modules/payment-gate'), false);
  });

  it('has its honest fix all the same, and caches of tools are no misdeed', async () => {
    const cache = `fs.mkdirSync('node_modules/.cache/tool', { recursive: true }); fs.writeFileSync('node_modules/.cache/tool/a', '');`;
    const job = await shop.attempt(`${honest} ${cache}`);
    assert.deepEqual([verdictsOf(job), errorsOf(job)], [{ [type]: 'fixed' }, []]);
    const installer = await shop.attempt(`${honest} ${forge('node_modules')}`);
    assert.deepEqual(verdictsOf(installer), { [type]: 'fixed' });
  });

  it('gains nothing by what is ignored, and was there before', async () => {
    const declare = `fs.appendFileSync('src/gate.ignored.d.ts', "declare module 'payment-gate' { " + ${types} + ' }');`;
    const agents = [
      await project.agent('agent', `${declare} ${comment}`),
      await project.agent('commenter', comment),
    ];
    await project.user.write('.gitignore', 'node_modules\n*.ignored\n*.ignored.d.ts\n');
    const setupCommand = 'echo > src/gate.ignored.d.ts';
    const issues = shop.issues.filter(({ id }) => id === missing);
    const job = await project.fix({ agents, issues, setupCommand });
    assert.deepEqual(verdictsOf(job), { [missing]: 'proposed' });
    assert.match(reasonsOf(job).join('\n'), /changed src\/gate\.ignored\.d\.ts, which git ignores/);
    const next = await project.fix({ agents: agents.slice(1), issues, setupCommand });
    assert.deepEqual(verdictsOf(next), { [missing]: 'remains' });
    await project.user.write('.worktreeinclude', '*.ignored.d.ts\n');
    await project.user.write('src/gate.ignored.d.ts', '\n');
    const own = await project.fix({ agents, issues });
    assert.deepEqual(verdictsOf(own), { [missing]: 'remains' });
  });

  it('is not believed when it takes a package away', async () => {
    const job = await shop.attempt(
      `${honest} fs.rmSync('node_modules/tiny', { recursive: true });`,
    );
    assert.match(
      errorsOf(job).join('\n'),
      /agent0: changed node_modules\/tiny, which was brought anew/,
    );
    assert.ok(inSlot('node_modules/tiny/index.js'));
  });

  describe('in place', () => {
    const file = 'node_modules/payment-gate/index.d.ts';
    let issues: readonly Issue[];

    before(async () => {
      const manifest = '{"name":"payment-gate","types":"index.d.ts"}';
      await project.user.write('node_modules/payment-gate/package.json', manifest);
      await project.user.write(file, 'export function refund(): void;\n');
      await project.user.write('node_modules/.package-lock.json', '{"payment-gate":1}');
      issues = (await project.issues()).filter((issue) => issue.file === 'src/vendor.ts');
    });

    async function attempt(...bodies: string[]): Promise<FinishedJob> {
      const agents = [];
      for (const [index, body] of bodies.entries()) {
        agents.push(await project.agent(`agent${index}`, body));
      }
      return project.fix({ agents, issues });
    }

    it('is told, and neither it nor the next one has fixed anything', async () => {
      const before = await stat(project.user.path(file));
      const write = `fs.appendFileSync('${file}', ${types});`;
      const job = await attempt(`${write} ${comment}`, comment);
      const verdicts = Object.values(verdictsOf(job));
      const isShared = (await stat(project.user.path(file))).size > before.size;
      assert.deepEqual(verdicts, [isShared ? 'proposed' : 'remains']);
      assert.match(
        errorsOf(job).join('\n'),
        /agent0: changed node_modules\/payment-gate\/index\.d\.ts/,
      );
      if (isShared)
        assert.match(reasonsOf(job).join('\n'), /which the project uses too: install it anew/);
      assert.ok(!Object.values(verdictsOf(await attempt(comment))).includes('fixed'));
    });
  });
});
