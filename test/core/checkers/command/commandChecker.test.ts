import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ProcessResult, RunProcess } from '../../../../src/core/base/runProcess.ts';
import { isSwarmError } from '../../../../src/core/base/swarmError.ts';
import {
  CommandChecker,
  type CommandCheckerOptions,
} from '../../../../src/core/checkers/command/commandChecker.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

function checkerOf(command: string, root: string, more: Partial<CommandCheckerOptions> = {}) {
  return new CommandChecker({ settings: { kind: 'command', id: 'own', command }, root, ...more });
}

/** A program that says certain things, without starting one. */
function saying(result: Partial<Omit<ProcessResult, 'stdout'>> & { stdout?: string }): RunProcess {
  return async () => ({
    exitCode: 0,
    stderr: '',
    truncated: false,
    timedOut: false,
    ...result,
    stdout: Buffer.from(result.stdout ?? ''),
  });
}

const root = '/home/me/app';
const tscLine = 'src/a.ts(1,1): error TS2322: m\n';

function checkSaying(result: Parameters<typeof saying>[0], files?: readonly string[]) {
  const checker = checkerOf('lint', root, { run: saying(result) });
  return checker.check(files === undefined ? {} : { files });
}

function failsWith(pattern: RegExp) {
  return (error: unknown) =>
    isSwarmError(error, 'checker') && pattern.test(error.message) && !error.message.includes('\n');
}

describe('CommandChecker', () => {
  describe('with real programs', () => {
    let project: TemporaryProject;

    before(async () => {
      const tsc = join(import.meta.dirname, '../../../../node_modules/typescript/bin/tsc');
      project = await temporaryProject({
        'check.cjs': `require(${JSON.stringify(tsc)})`,
        'tsconfig.json':
          '{ "compilerOptions": { "noEmit": true, "types": [], "lib": ["es5"], "strict": true } }',
        'src/a.ts': 'export const a: number = "a";\n',
        'src/b.ts': 'export const b: number = "b";\n',
        'print.cjs': `
          const { join } = require('node:path');
          console.log(JSON.stringify([
            { file: join(process.cwd(), 'src/a.ts'), message: 'absolute' },
            { file: 'src/b.ts', message: 'relative', source: 'scan' },
          ]));
          process.exitCode = 1;`,
      });
    });

    after(() => project.remove());

    it('reports what a compiler prints, though its exit code is not zero', async () => {
      const checker = checkerOf('node check.cjs --pretty false', project.root);
      const found = await checker.check({});
      assert.deepEqual(
        found.map(({ file, source, code }) => [file, source, code]),
        [
          ['src/a.ts', 'ts', '2322'],
          ['src/b.ts', 'ts', '2322'],
        ],
      );
    });

    it('sees files as they are at the time of the call', async () => {
      const checker = checkerOf('node check.cjs --pretty false', project.root);
      assert.equal((await checker.check({ files: ['src/b.ts'] })).length, 1);
      await project.write('src/b.ts', 'export const b: number = 1;\n');
      assert.deepEqual(await checker.check({ files: ['src/b.ts'] }), []);
    });

    it('reads absolute paths of its worktree', async () => {
      const found = await checkerOf('node print.cjs', project.root).check({});
      assert.deepEqual(
        found.map(({ file }) => file),
        ['src/a.ts', 'src/b.ts'],
      );
    });

    it('passes a command through the shell', async () => {
      const found = await checkerOf(
        'echo x >&2 && node print.cjs | node -e "process.stdin.pipe(process.stdout)"',
        project.root,
      ).check({});
      assert.equal(found.length, 2);
    });

    it('stops on request', async () => {
      const stop = new AbortController();
      const checking = checkerOf('node -e "setTimeout(() => {}, 60000)"', project.root).check({
        signal: stop.signal,
      });
      stop.abort();
      await assert.rejects(checking, (error) => isSwarmError(error, 'cancelled'));
    });
  });

  it('runs at the root of the worktree, for five minutes at most', async () => {
    const requests: Parameters<RunProcess>[0][] = [];
    const run: RunProcess = (request) => {
      requests.push(request);
      return saying({})(request);
    };
    await checkerOf('lint', root, { run }).check({});
    assert.deepEqual(requests, [
      { command: 'lint', cwd: root, signal: undefined, timeoutMs: 300_000 },
    ]);
  });

  it('reports only the files that it is asked for', async () => {
    const stdout = tscLine + tscLine.replace('a.ts', 'b.ts');
    assert.equal((await checkSaying({ stdout })).length, 2);
    assert.equal((await checkSaying({ stdout }, ['src/b.ts']))[0]?.file, 'src/b.ts');
    assert.deepEqual(await checkSaying({ stdout }, []), []);
  });

  it('reports nothing when the program is content', async () => {
    assert.deepEqual(await checkSaying({}), []);
    assert.deepEqual(await checkSaying({ stdout: '[]' }), []);
    assert.deepEqual(await checkSaying({ stderr: 'npm warn: an old config' }), []);
    assert.deepEqual(await checkSaying({ stdout: '\n> app@1.0.0 lint\n> tsc\n\n' }), []);
  });

  it('reads standard error when standard output is empty', async () => {
    assert.equal((await checkSaying({ exitCode: 1, stderr: tscLine })).length, 1);
  });

  it('reads lines by a problem matcher, on both streams', async () => {
    const problemMatcher = {
      pattern: { regexp: '^(\\S+):(\\d+): (.*)$', file: 1, line: 2, message: 3 },
    };
    const settings = { kind: 'command', id: 'make', command: 'make', problemMatcher } as const;
    const run = saying({ exitCode: 2, stdout: 'cc a.c', stderr: 'a.c:3: wrong' });
    const [found] = await new CommandChecker({ settings, root, run }).check({});
    assert.deepEqual([found?.file, found?.source, found?.message], ['a.c', 'make', 'wrong']);
  });

  describe('never takes a failure for "no problems"', () => {
    it('when the program crashed', async () => {
      await assert.rejects(
        checkSaying({ exitCode: 3, stderr: 'Oops: no config\n  at line 1' }),
        failsWith(
          /"lint" ended with exit code 3: nothing that it printed can be read\. .* It said: Oops: no config$/,
        ),
      );
      await assert.rejects(checkSaying({ exitCode: 127 }), failsWith(/exit code 127/));
      await assert.rejects(checkSaying({ exitCode: null }), failsWith(/a signal/));
    });

    it('when it prints what nobody understands', async () => {
      await assert.rejects(checkSaying({ stdout: 'a.ts: bad' }), failsWith(/"a\.ts: bad"/));
    });

    it('when its report has no problems but its exit code is not zero', async () => {
      await assert.rejects(checkSaying({ exitCode: 2, stdout: '[]' }), failsWith(/no problem/));
    });

    it('when all it says is about its configuration', async () => {
      const stdout = 'error TS18003: No inputs were found.';
      await assert.rejects(checkSaying({ exitCode: 2, stdout }), failsWith(/TS18003/));
    });

    it('when an entry cannot be read', async () => {
      const stdout = '[{"file":"a.ts","message":"m"},{"file":"b.ts"}]';
      await assert.rejects(checkSaying({ exitCode: 1, stdout }), failsWith(/entry 2.*"message"/));
    });

    it('when it did not end in time, or printed too much', async () => {
      await assert.rejects(
        checkSaying({ timedOut: true, stdout: tscLine }),
        failsWith(/5 minutes/),
      );
      await assert.rejects(
        checkSaying({ truncated: true, stdout: tscLine }),
        failsWith(/more than/),
      );
    });
  });

  it('passes over problems outside the repository', async () => {
    assert.deepEqual(await checkSaying({ exitCode: 1, stdout: `../${tscLine}` }), []);
  });

  describe('claims', () => {
    const issue = { source: 'ts' };

    it('what it has reported, also when it reports nothing any more', async () => {
      const outputs = [tscLine, ''];
      const run: RunProcess = (request) => saying({ stdout: outputs.shift() ?? '' })(request);
      const checker = checkerOf('lint', root, { run });
      assert.equal(checker.claims(issue), false);
      await checker.check({ files: [] });
      await checker.check({});
      assert.equal(checker.claims(issue), true);
    });

    it('what it was told that its command reports', () => {
      const checker = checkerOf('lint', root, { knownSources: ['TypeScript'] });
      assert.equal(checker.claims(issue), true);
      assert.deepEqual(checker.sources, ['own', 'ts']);
    });

    it('what bears its own name, which is the source of problems without one', async () => {
      const stdout = '[{"file":"a.ts","message":"m"}]';
      const checker = checkerOf('lint', root, { run: saying({ stdout }) });
      const [found] = await checker.check({});
      assert.equal(found?.source, 'own');
      assert.equal(checker.claims({ source: 'own' }), true);
    });

    it('nothing else', async () => {
      const checker = checkerOf('lint', root, { run: saying({ stdout: tscLine }) });
      await checker.check({});
      assert.equal(checker.claims({ source: 'eslint' }), false);
    });
  });
});
