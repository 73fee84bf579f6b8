import assert from 'node:assert/strict';
import { once } from 'node:events';
import { isSwarmError, messageOf } from '../../../../src/core/base/swarmError.ts';
import type { LanguageServerChecker } from '../../../../src/core/checkers/languageServer/languageServerChecker.ts';
import type { ScriptedFault, ServerScript } from '../../../support/scriptedLanguageServer.ts';
import {
  places,
  type ScriptedWorkspace,
  type ScriptedWorkspaceOptions,
  scriptedWorkspace,
} from '../../../support/scriptedWorkspace.ts';

describe('LanguageServer', () => {
  let workspace: ScriptedWorkspace;

  async function open(
    script: ServerScript,
    options?: ScriptedWorkspaceOptions,
  ): Promise<ScriptedWorkspace> {
    workspace = await scriptedWorkspace(script, { 'a.txt': 'BAD' }, options);
    return workspace;
  }

  /** What a check fails with; an assertion fails when it does not. */
  async function failure(checker: LanguageServerChecker, signal?: AbortSignal): Promise<string> {
    try {
      await checker.check({ signal });
    } catch (error) {
      assert.ok(isSwarmError(error, 'checker'), messageOf(error));
      return error.message;
    }
    return assert.fail('the check went well');
  }

  afterEach(() => workspace.remove());

  describe('says in one line what went wrong, with the command and its last words', () => {
    it('when the program is not there', async () => {
      const settings = { command: 'no-such-server', args: ['--stdio'] };
      const { checker } = await open({}, { settings });
      assert.match(
        await failure(checker),
        /^The language server no-such-server --stdio cannot be started: .*ENOENT/,
      );
    });

    it('when the program is no language server', async () => {
      const settings = { args: ['-e', 'console.error("usage: none"); process.exit(2)'] };
      const { checker } = await open({}, { settings });
      assert.match(
        await failure(checker),
        / ended with exit code 2\. Its last words: usage: none$/,
      );
    });

    it('when it gives up as Node.js programs do, with a stack below the message', async () => {
      const settings = { args: ['-e', 'throw new Error("no such plugin")'] };
      const { checker } = await open({}, { settings });
      assert.match(await failure(checker), / Its last words: Error: no such plugin$/);
    });

    for (const at of ['initialize', 'textDocument/didOpen', 'textDocument/diagnostic']) {
      it(`when it dies at ${at}`, async () => {
        const { checker } = await open({
          diagnostics: at === 'textDocument/diagnostic' ? 'pulled' : 'pushed',
          faults: [{ at, fault: 'dies' }],
        });
        assert.match(
          await failure(checker),
          / ended with exit code 3\. Its last words: segmentation fault, as it were$/,
        );
      });
    }

    const faults: readonly (readonly [ScriptedFault['fault'], RegExp])[] = [
      ['hangs', / did not answer within 0\.3 s\.$/],
      ['writesGarbage', / sent what cannot be understood \(.*\)\.$/],
      ['closesOutput', / closed its output\.$/],
      ['fails', / failed: no luck today$/],
    ];
    for (const [fault, words] of faults) {
      it(`when it ${fault} at a question`, async () => {
        const { checker } = await open(
          { diagnostics: 'pulled', faults: [{ at: 'textDocument/diagnostic', fault }] },
          { timing: { answerMs: fault === 'hangs' ? 300 : 10_000 } },
        );
        assert.match(await failure(checker), words);
      });
    }

    it('when it does not get through its start', async () => {
      const { checker } = await open(
        { faults: [{ at: 'initialize', fault: 'hangs' }] },
        { timing: { startMs: 300 } },
      );
      assert.match(await failure(checker), / did not start within 0\.3 s\.$/);
    });

    it('when its work with progress never ends', async () => {
      const { checker } = await open(
        { loads: true, faults: [{ at: 'loaded', fault: 'hangs' }] },
        { timing: { answerMs: 300 } },
      );
      assert.match(await failure(checker), / \(still at work on Loading the project\)\.$/);
    });

    it('when it never says a word about a file', async () => {
      const { checker } = await open(
        { faults: [{ at: 'textDocument/didOpen', fault: 'hangs' }] },
        { timing: { answerMs: 500 } },
      );
      assert.match(await failure(checker), / did not answer within 0\.5 s\.$/);
    });

    it('when it counts positions in a way that was not offered', async () => {
      const { checker } = await open({ encoding: 'utf-7' });
      assert.match(await failure(checker), / counts positions in utf-7, which was not offered\.$/);
    });
  });

  it('is not drowned by a server that writes a lot to its standard error', async () => {
    const { checker } = await open({
      noise: 6_000_000,
      diagnostics: 'pulled',
      faults: [{ at: 'textDocument/diagnostic', fault: 'dies' }],
    });
    const message = await failure(checker);
    assert.match(message, /Its last words: segmentation fault, as it were$/);
    assert.ok(message.length < 2_000);
  });

  it('takes in an answer of several megabytes', async () => {
    const { checker, project } = await open({ diagnostics: 'pulled' });
    await project.write('a.txt', 'BAD WORSE\n'.repeat(10_000));
    assert.equal((await checker.check({})).length, 20_000);
  });

  it('is started again at the next use after it died', async () => {
    const { checker, project, processes } = await open({ diagnostics: 'pulled' });
    await checker.check({});
    processes[0]?.kill('SIGKILL');
    await once(processes[0] ?? assert.fail(), 'close');
    await project.write('a.txt', 'so WORSE');
    assert.deepEqual(places(await checker.check({})), ['a.txt:1:4 7']);
    assert.equal(processes.length, 2);
  });

  it('is started again three times and no more, and then says how to get on', async () => {
    const { checker, processes } = await open({ faults: [{ at: 'initialize', fault: 'dies' }] });
    for (let time = 0; time < 4; time += 1) await failure(checker);
    assert.match(
      await failure(checker),
      /segmentation fault.* restarted 3 times\. Mend its settings, or take the checker scripted out/,
    );
    assert.equal(processes.length, 4);
  });

  it('does not count starts that were cancelled', async () => {
    const { checker } = await open(
      { faults: [{ at: 'initialize', fault: 'hangs' }] },
      { timing: { startMs: 300 } },
    );
    for (let time = 0; time < 5; time += 1) {
      const stop = new AbortController();
      const check = checker.check({ signal: stop.signal });
      setImmediate(() => stop.abort());
      await assert.rejects(check, { reason: 'cancelled' });
    }
    assert.match(await failure(checker), / did not start within 0\.3 s\.$/);
  });

  it('stays alive when a check is cancelled, and tells the server to give up', async () => {
    const { checker, project, server, processes, received } = await open({
      diagnostics: 'pulled',
      faults: [{ at: 'textDocument/codeAction', fault: 'hangs' }],
    });
    await checker.check({});
    const stop = new AbortController();
    const asked = server.use(async (session, signal) => {
      const { CodeActionRequest } = await import('vscode-languageserver-protocol/node');
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
      const question = { textDocument: { uri: session.uris.uriOf('a.txt') }, range };
      const context = { diagnostics: [] };
      const answer = session.connection.request(
        CodeActionRequest.type,
        { ...question, context },
        signal,
      );
      stop.abort();
      return answer;
    }, stop.signal);
    await assert.rejects(asked, { name: 'SwarmError', reason: 'cancelled' });
    await project.write('a.txt', 'WORSE');
    assert.deepEqual(places(await checker.check({})), ['a.txt:1:1 7']);
    assert.equal(processes.length, 1);
    assert.equal((await received('$/cancelRequest')).length, 1);
  });

  it('does not begin when it has been cancelled before', async () => {
    const { checker, processes } = await open({});
    const check = checker.check({ signal: AbortSignal.abort() });
    await assert.rejects(check, { reason: 'cancelled' });
    assert.equal(processes.length, 0);
  });

  it('lets one caller in after the other', async () => {
    const { checker, processes } = await open({});
    const [first, second] = await Promise.all([checker.check({}), checker.check({})]);
    assert.deepEqual(first, second);
    assert.equal(first.length, 1);
    assert.equal(processes.length, 1);
  });

  it('answers what the server asks of an editor', async () => {
    const { checker, project, received } = await open(
      {
        asksFor: ['python.analysis', 'flat', 'unknown', ''],
        requests: [
          { method: 'workspace/workspaceFolders', params: null },
          {
            method: 'window/showMessageRequest',
            params: { type: 1, message: 'Sure?', actions: [] },
          },
          { method: 'workspace/applyEdit', params: { edit: {} } },
          { method: 'some/thing', params: {} },
        ],
      },
      {
        settings: {
          initializationOptions: { fast: true },
          configuration: { 'python.analysis.mode': 'strict', python: { path: 'p' }, flat: 1 },
        },
      },
    );
    await checker.check({});
    const [initialize] = await received('initialize');
    const answers = (await received()).filter(({ method }) => method === undefined);
    assert.deepEqual(initialize?.params.initializationOptions, { fast: true });
    assert.deepEqual(
      answers.map(({ result, error }) => result ?? error?.code ?? null),
      [
        [
          { mode: 'strict' },
          1,
          {},
          { python: { analysis: { mode: 'strict' }, path: 'p' }, flat: 1 },
        ],
        [{ uri: initialize?.params.rootUri, name: project.root.split('/').at(-1) }],
        null,
        { applied: false, failureReason: 'Edits are taken from code actions only.' },
        -32601,
      ],
    );
  });

  describe('when it is disposed of', () => {
    it('asks the server to end, and waits until it has', async () => {
      const { checker, processes, received } = await open({});
      await checker.check({});
      await checker.dispose();
      assert.equal(processes[0]?.exitCode, 0);
      const last = (await received()).slice(-2).map(({ method }) => method);
      assert.deepEqual(last, ['shutdown', 'exit']);
    });

    it('ends a server that does not want to, and all that it started', async () => {
      const holder = 'setInterval(() => undefined, 1000)';
      const stubborn = `
        require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(holder)}], { stdio: 'inherit' });
        const body = JSON.stringify({ jsonrpc: '2.0', id: 0, result: { capabilities: {} } });
        process.stdout.write('Content-Length: ' + body.length + '\\r\\n\\r\\n' + body);
        process.on('SIGTERM', () => undefined);
        ${holder}`;
      const { server, processes } = await open(
        {},
        { settings: { args: ['-e', stubborn] }, timing: { shutdownMs: 200 } },
      );
      await server.use(async () => undefined);
      const [child] = processes;
      assert.ok(child !== undefined);
      // The pipes are only closed when everybody who holds them is gone.
      const closed = once(child, 'close');
      await server.dispose();
      await closed;
      assert.equal(child.signalCode, 'SIGKILL');
    });

    it('gives an error to whoever waits for it, and to whoever comes later', async () => {
      const { checker, server } = await open({});
      const waiting = server.use((session, stop) => {
        const disposed = server.dispose();
        return session.activity.untilQuiet(() => undefined, stop).finally(() => disposed);
      });
      await assert.rejects(waiting, /of scripted has been disposed of/);
      assert.match(await failure(checker), /of scripted has been disposed of/);
    });

    it('has nothing to do when no server was ever started', async () => {
      const { checker, processes } = await open({});
      await checker.dispose();
      await checker.dispose();
      assert.equal(processes.length, 0);
    });
  });
});
