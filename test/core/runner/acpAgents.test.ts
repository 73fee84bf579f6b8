import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm, stat, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { findSandbox } from '../../../src/core/confinement/findSandbox.ts';
import {
  assertTold,
  errorsOf,
  type FinishedJob,
  isAnySuccess,
  type RunnerProject,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { honest, problems } from '../../support/shopProject.ts';
import { type AcpAttempt, attemptsOf, ShopWithAcpAgent } from '../../support/shopWithAcpAgent.ts';

const { type, equals } = problems;

const fixed = { [type]: 'fixed' } as const;
const remains = { [type]: 'remains' } as const;

describe('A program that speaks the Agent Client Protocol', () => {
  let shop: ShopWithAcpAgent;
  let project: RunnerProject;

  before(async () => {
    shop = await ShopWithAcpAgent.open();
    project = shop.project;
  });

  after(() => project.remove());

  /** Asserts that an attempt came to nothing, and what is said of that. */
  async function assertFails(body: string, words: RegExp, options?: AcpAttempt): Promise<void> {
    const job = await shop.attempt(body, options);
    assertTold(job, remains);
    assert.match(errorsOf(job).join('\n'), words);
    assert.ok(errorsOf(job).every((line) => line.startsWith('agent: ')));
  }

  function assertFixed(job: FinishedJob): void {
    assert.deepEqual(verdictsOf(job), fixed);
    assert.deepEqual(errorsOf(job), []);
    assert.equal(isAnySuccess(job), true);
  }

  describe('is believed when the checker is silent', () => {
    it('after edits of its own', async () => {
      assertFixed(await shop.attempt(`${honest} await turn.say('Done.');`));
    });

    it('after edits through us, by relative paths', async () => {
      assertFixed(
        await shop.attempt(`
          const text = await turn.read('src/price.ts');
          await turn.write('./src/price.ts', text.replace('count * 2', 'String(count * 2)'));`),
      );
    });

    it('although it writes nonsense between its messages, and asks for what nobody knows', async () => {
      const job = await shop.attempt(`
        process.stdout.write('Welcome!\\n[]\\n42\\n{"jsonrpc":"2.0","id":7}\\n{"half":\\n\\n');
        await turn.request('terminal/create', {}).catch(({ code }) => turn.say('code ' + code));
        ${honest}`);
      assertFixed(job);
      assert.match(job.log, /\[agent\] code -32601/);
    });

    it('after a hundred thousand messages, of which few are kept', async () => {
      const job = await shop.attempt(`
        for (let n = 0; n < 100_000; n += 1) void turn.say('x'.repeat(90) + '\\n');
        await turn.say('The end.');
        ${honest}`);
      assertFixed(job);
      assert.ok((await stat(job.folder.logPath)).size < 1_000_000);
    });

    it('when it was allowed once, although "always" stands first', async () => {
      const job = await shop.attempt(`
        const toolCall = { toolCallId: '1', title: 'Edit', kind: 'edit', locations: [{ path: 'src/price.ts' }] };
        const { optionId } = await turn.ask(toolCall);
        await turn.say('chose ' + optionId);
        if (optionId === 'once') ${honest}`);
      assertFixed(job);
      assert.match(job.log, /\[agent\] chose once/);
    });
  });

  describe('is not believed', () => {
    it('when it says that it is done, and has changed nothing', async () => {
      const job = await shop.attempt(`await turn.say('All problems are fixed.');`);
      assertTold(job, remains);
      assert.deepEqual(errorsOf(job), ['agent: changed nothing']);
    });

    it('when it silences the complaint', async () => {
      const silence = `edit('src/price.ts', '  return count ==', '  // eslint-disable-next-line eqeqeq\\n  return count ==');`;
      const job = await shop.attempt(silence, { ids: [equals] });
      assertTold(job, { [equals]: 'suppressed' }, /adds eslint-disable-next-line/);
    });

    const endings = [
      ['refusal', /^agent: refused to go on$/m],
      ['max_tokens', /^agent: stopped at the number of tokens/m],
      ['max_turn_requests', /^agent: stopped at the number of calls/m],
      ['cancelled', /^agent: says that it was cancelled, and nobody has done that$/m],
    ] as const;

    for (const [reason, words] of endings) {
      it(`when it ends by "${reason}"`, () => assertFails(`return end('${reason}');`, words));
    }
  });

  describe('that wants to leave its worktree', () => {
    const outside = (): string => project.user.path('stray.txt');

    it('may not by asking first, however it writes the way', async () => {
      const job = await shop.attempt(`
        if (turn.number > 1) return end('end_turn');
        fs.symlinkSync(${JSON.stringify(project.user.root)}, 'out');
        for (const path of ['../stray.txt', ${JSON.stringify(outside())}, 'out/stray.txt', 'file:///etc/stray.txt', '.git']) {
          const toolCall = { toolCallId: path, title: 'Write', kind: 'edit', rawInput: { file_path: path } };
          const { optionId } = await turn.ask(toolCall);
          if (optionId !== 'no') fs.writeFileSync(path.replace('file://', ''), '');
        }
        fs.rmSync('out');`);
      assertTold(job, remains);
      assert.equal(existsSync(outside()), false);
      const errors = errorsOf(job);
      assert.equal(errors.length, 5);
      assert.ok(errors.every((line) => line.startsWith('agent: was refused to change ')));
    });

    it('may not write through us', async () => {
      await assertFails(
        `for (const path of ['../stray.txt', ${JSON.stringify(outside())}, '.git/hooks/pre-commit'])
           await turn.write(path, '').catch(({ message }) => turn.say(message));`,
        /^agent: was refused to change \.\.\/stray\.txt, which is outside of its worktree$/m,
      );
      assert.equal(existsSync(outside()), false);
    });

    it('may not read through us', async () => {
      await assertFails(
        `await turn.say(await turn.read('/etc/passwd').catch(({ message }) => message));`,
        /^agent: was refused to read \/etc\/passwd, which is outside of its worktree$/m,
      );
    });

    it('may not run what could write there', async () => {
      await assertFails(
        `if (turn.number > 1) return end('end_turn');
         const rawInput = { command: 'cat README.md > ../stray.txt' };
         const { optionId } = await turn.ask({ toolCallId: '1', title: 'cat', kind: 'execute', rawInput });
         if (optionId !== 'no') ${honest}`,
        /^agent: was refused to run "cat README\.md > \.\.\/stray\.txt"$/m,
      );
    });

    it('and does so without asking is found out, and a person judges', async () => {
      const stray = JSON.stringify(project.user.path('src/stray.ts'));
      const job = await shop.attempt(`${honest} fs.writeFileSync(${stray}, '');`);
      await rm(project.user.path('src/stray.ts'));
      assertTold(job, { [type]: 'proposed' }, /outside its worktree: src\/stray\.ts/);
    });

    it('and says so itself is named', async () => {
      const job = await shop.attempt(`${honest}
        await turn.tell({ sessionUpdate: 'tool_call', toolCallId: '1', title: 'Write', kind: 'edit', locations: [{ path: '/elsewhere/a.ts' }] });`);
      assert.deepEqual(errorsOf(job), [
        'agent: tried to change /elsewhere/a.ts, which is outside of its worktree',
      ]);
    });

    it('cannot where it is confined', async function () {
      if ((await findSandbox()).sandbox === undefined) this.skip();
      const job = await shop.attempt(
        `try { fs.writeFileSync(${JSON.stringify(outside())}, ''); } catch ({ code }) { await turn.say(code); }
         ${honest}`,
        { written: { confine: 'required' } },
      );
      assertFixed(job);
      assert.match(job.log, /\[agent\] (EROFS|EPERM|EACCES|ENOENT)/);
      assert.equal(existsSync(outside()), false);
    });
  });

  describe('that misbehaves as a process', () => {
    it('by not being there', () =>
      assertFails('', /^agent: no-such-program is not installed/m, {
        written: { acp: 'no-such-program' },
      }));

    it('by dying before it says a word', () =>
      assertFails('', /^agent: failed: ended with exit code 3: no configuration$/m, {
        atStart: `console.error('no configuration'); process.exit(3);`,
      }));

    it('by dying in the middle of a line', () =>
      assertFails(
        `process.stdout.write('{"jsonrpc":"2.0","method":"sess'); process.exit(4);`,
        /^agent: failed: ended with exit code 4$/m,
      ));

    it('by closing its output', () =>
      assertFails('fs.closeSync(1); await forever();', /^agent: failed: /m));

    it('by dying after a good fix, which counts all the same', async () => {
      const job = await shop.attempt(`${honest} process.kill(process.pid, 'SIGKILL');`);
      assert.deepEqual(verdictsOf(job), fixed);
      assert.deepEqual(errorsOf(job), ['agent: failed: was ended by SIGKILL']);
    });

    it('by saying nothing at all', () =>
      assertFails('', /^agent: was stopped after 2 s$/m, {
        atStart: 'await forever();',
        timeoutSeconds: 2,
      }));

    it('by ignoring that it is to stop: what it did is judged', async () => {
      const job = await shop.attempt(
        `process.on('SIGTERM', () => {}); ${honest} await forever();`,
        {
          timeoutSeconds: 2,
        },
      );
      assert.deepEqual(verdictsOf(job), fixed);
      assert.deepEqual(errorsOf(job), ['agent: was stopped after 2 s']);
    });

    it('by saying that it has come to its end when it was asked to stop', async () => {
      const job = await shop.attempt(
        `await new Promise((resolve) => turn.cancelled.addEventListener('abort', resolve));`,
        { timeoutSeconds: 2 },
      );
      assertTold(job, remains);
      assert.deepEqual(errorsOf(job), ['agent: was stopped after 2 s']);
    });

    it('by a single message without end', () =>
      assertFails(
        `const piece = 'x'.repeat(1024 * 1024);
         process.stdout.write('"');
         const more = () => process.stdout.write(piece, more);
         more();
         await forever();`,
        /^agent: failed: sent a message that is too long to read$/m,
      ));

    it('by messages without end', async () => {
      const before = process.memoryUsage().rss;
      const job = await shop.attempt(
        `const text = 'x'.repeat(60_000);
         for (;;) await turn.say(text);`,
      );
      assertTold(job, remains);
      assert.deepEqual(errorsOf(job), ['agent: failed: sent more than anybody wants to read']);
      assert.ok((await stat(job.folder.logPath)).size < 1_000_000);
      assert.ok(process.memoryUsage().rss - before < 300_000_000);
    });

    it('by asking for the same again and again', async () => {
      const job = await shop.attempt(
        `for (let n = 0; n < 2_000; n += 1)
           await turn.write('/elsewhere/' + n + 'x'.repeat(1000), '').catch(() => undefined);`,
      );
      assertTold(job, remains);
      assert.equal(errorsOf(job).length, 10);
      assert.ok(errorsOf(job).every((line) => line.length < 400));
      assert.ok((await stat(job.folder.logPath)).size < 1_000_000);
    });

    it('by a pipe in place of a file, which nobody waits for', async () => {
      const job = await shop.attempt(
        `execFileSync('mkfifo', ['pipe']);
         for (let n = 0; n < 8; n += 1) {
           await turn.read('pipe').catch(({ message }) => turn.say(message));
           await turn.write('pipe', '').catch(() => undefined);
         }
         fs.rmSync('pipe');
         ${honest}`,
        { timeoutSeconds: 20 },
      );
      assertFixed(job);
      assert.match(job.log, /pipe is no text file/);
    });

    const leave = (options: string): string => `
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], ${options});
      child.unref();
      await turn.say('left ' + child.pid);`;

    it('by leaving a process behind, which holds its output', async () => {
      const job = await shop.attempt(leave(`{ stdio: 'inherit' }`));
      assert.match(job.log, /\[agent\] left \d+/);
    });

    it('by leaving one in a session of its own, where it is confined', async function () {
      if ((await findSandbox()).sandbox === undefined) this.skip();
      const job = await shop.attempt(leave(`{ stdio: 'ignore', detached: true }`), {
        written: { confine: 'required' },
      });
      assert.match(job.log, /\[agent\] left \d+/);
    });
  });

  describe('that tries again', () => {
    const wrong = `edit('src/price.ts', 'count * 2', 'count * 3');`;

    it('is told what the checkers said', async () => {
      const job = await shop.attempt(
        `if (/have tried this before/.test(turn.prompt)) {
           await turn.say('told: ' + /ts\\(2322\\).*/.exec(turn.prompt)?.[0]);
           ${honest}
         } else { ${wrong} }`,
        { written: { retries: 1 } },
      );
      assert.deepEqual(verdictsOf(job), fixed);
      assert.equal(attemptsOf(job), 2);
      assert.match(job.log, /told: ts\(2322\)/);
    });

    it('does not a third time when nothing has changed', async () => {
      const job = await shop.attempt(wrong, { written: { retries: 5 } });
      assertTold(job, remains);
      assert.equal(attemptsOf(job), 2);
    });

    it('does not when it has changed nothing', async () => {
      const job = await shop.attempt('', { written: { retries: 5 } });
      assertTold(job, remains);
      assert.equal(attemptsOf(job), 1);
    });
  });

  it('is ended with its task when somebody cancels that', async () => {
    const stop = new AbortController();
    const { folder } = project.user;
    const began = join(folder, 'began');
    const news = watch(folder);
    const body = `fs.writeFileSync(${JSON.stringify(began)}, ''); await forever();`;
    const attempt = shop.attempt(body, { signal: stop.signal });
    for await (const _ of news) if (existsSync(began)) break;
    stop.abort();
    assert.equal((await attempt).result.outcome, 'cancelled');
  });
});
