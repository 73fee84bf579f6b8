import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { ServerScript } from '../../../support/scriptedLanguageServer.ts';
import {
  places,
  type ScriptedWorkspace,
  type ScriptedWorkspaceOptions,
  scriptedWorkspace,
} from '../../../support/scriptedWorkspace.ts';

type Files = Readonly<Record<string, string>>;

describe('LanguageServerChecker', () => {
  let workspace: ScriptedWorkspace;

  async function open(
    script: ServerScript,
    files: Files,
    options?: ScriptedWorkspaceOptions,
  ): Promise<ScriptedWorkspace> {
    workspace = await scriptedWorkspace(script, files, options);
    return workspace;
  }

  afterEach(() => workspace.remove());

  for (const diagnostics of ['pushed', 'pulled', 'pulledOnceRegistered'] as const) {
    describe(`with a server whose diagnostics are ${diagnostics}`, () => {
      it('tells what is wrong with a file, in lines and columns from 1', async () => {
        const { checker } = await open({ diagnostics }, { 'a.txt': 'fine\nso BAD\n' });
        assert.deepEqual(await checker.check({ files: ['a.txt'] }), [
          {
            file: 'a.txt',
            range: { line: 2, column: 4, endLine: 2, endColumn: 7 },
            severity: 'warning',
            source: 'scripted',
            code: 'bad',
            message: 'BAD is no word',
          },
        ]);
      });

      it('sees an edit at the next check, and another that takes it back', async () => {
        const { checker, project } = await open({ diagnostics }, { 'a.txt': 'BAD' });
        await checker.check({ files: ['a.txt'] });
        await project.write('a.txt', 'good');
        assert.deepEqual(await checker.check({ files: ['a.txt'] }), []);
        await project.write('a.txt', 'so BAD');
        assert.deepEqual(places(await checker.check({ files: ['a.txt'] })), ['a.txt:1:4 bad']);
      });

      it('says the same again when nothing has changed', async () => {
        const { checker } = await open({ diagnostics }, { 'a.txt': 'BAD', 'b.txt': '' });
        const first = await checker.check({});
        assert.deepEqual(await checker.check({}), first);
        assert.deepEqual(places(first), ['a.txt:1:1 bad']);
      });

      it('reports nothing of a file that was deleted, and closes it', async () => {
        const { checker, project, received } = await open({ diagnostics }, { 'a.txt': 'BAD' });
        await checker.check({ files: ['a.txt'] });
        await rm(project.path('a.txt'));
        assert.deepEqual(await checker.check({ files: ['a.txt'] }), []);
        assert.equal((await received('textDocument/didClose')).length, 1);
      });

      it('finds a file again that was deleted and came back', async () => {
        const { checker, project } = await open({ diagnostics }, { 'a.txt': 'BAD' });
        await checker.check({ files: ['a.txt'] });
        await rm(project.path('a.txt'));
        await checker.check({ files: ['a.txt'] });
        await project.write('a.txt', 'WORSE');
        assert.deepEqual(places(await checker.check({ files: ['a.txt'] })), ['a.txt:1:1 7']);
      });
    });
  }

  it('checks all files of the project that have the configured ending, and no others', async () => {
    const { checker, received } = await open(
      {},
      { 'a.txt': 'BAD', 'b/c d.txt': 'WORSE', 'e.md': 'BAD' },
    );
    assert.deepEqual(places(await checker.check({})).toSorted(), [
      'a.txt:1:1 bad',
      'b/c d.txt:1:1 7',
    ]);
    assert.equal((await received('textDocument/didOpen')).length, 2);
  });

  it('does not even start a server for files of another kind', async () => {
    const { checker, processes } = await open({}, { 'a.md': 'BAD' });
    assert.deepEqual(await checker.check({ files: ['a.md'] }), []);
    assert.equal(processes.length, 0);
  });

  it('reports only the files that were asked for', async () => {
    const { checker } = await open({}, { 'a.txt': 'BAD', 'b.txt': 'BAD' });
    await checker.check({});
    assert.deepEqual(places(await checker.check({ files: ['b.txt'] })), ['b.txt:1:1 bad']);
  });

  it('tells the server which files were made, changed and deleted on the disk', async () => {
    const { checker, project, received } = await open(
      {},
      { 'a.txt': '', 'config.json': '1', 'old.md': '' },
    );
    await checker.check({ files: ['a.txt'] });
    await project.write('config.json', '22');
    await project.write('new.md', '');
    await rm(project.path('old.md'));
    await checker.check({ files: ['a.txt'] });
    const [told, ...more] = await received('workspace/didChangeWatchedFiles');
    const changes: { uri: string; type: number }[] = told?.params.changes;
    assert.deepEqual(
      changes.map(({ uri, type }) => `${uri.split('/').at(-1)} ${type}`).toSorted(),
      ['config.json 2', 'new.md 1', 'old.md 3'],
    );
    assert.deepEqual(more, []);
  });

  it('asks again about a file when another one has changed', async () => {
    const { checker, project, received } = await open({}, { 'a.txt': 'BAD', 'b.txt': '' });
    await checker.check({});
    await project.write('b.txt', 'x');
    await checker.check({ files: ['a.txt'] });
    const changes = await received('textDocument/didChange');
    assert.equal(
      changes.filter(({ params }) => params.textDocument.uri.endsWith('a.txt')).length,
      1,
    );
  });

  it('gives the text to a server that wants it when a file is saved', async () => {
    const { checker, received } = await open({ includeText: true }, { 'a.txt': 'BAD' });
    await checker.check({});
    assert.equal((await received('textDocument/didSave'))[0]?.params.text, 'BAD');
  });

  describe('knows its own diagnostics', () => {
    it('by its id, by sources it is told of, and by those it has heard from its server', async () => {
      const { checker } = await open(
        { source: 'heard' },
        { 'a.txt': 'BAD' },
        { knownSources: ['told'] },
      );
      const claims = (source: string) => checker.claims({ source, file: 'a.txt' });
      assert.deepEqual(['scripted', 'told', 'heard'].map(claims), [true, true, false]);
      await checker.check({});
      assert.deepEqual(['heard', 'other'].map(claims), [true, false]);
    });

    it('only in files of the configured endings', async () => {
      const { checker } = await open({}, {});
      assert.equal(checker.claims({ source: 'scripted', file: 'a.md' }), false);
    });
  });

  describe('has the right columns', () => {
    for (const encoding of ['utf-16', 'utf-8', 'utf-32']) {
      it(`with a server that counts in ${encoding}`, async () => {
        const { checker } = await open({ encoding }, { 'a.txt': 'é𝒳 漢 BAD é WORSE' });
        const found = await checker.check({});
        assert.deepEqual(
          found.map(({ range }) => [range.column, range.endColumn]),
          [
            [7, 10],
            [13, 18],
          ],
        );
      });
    }

    it('in a file with Windows line ends', async () => {
      const { checker } = await open({}, { 'a.txt': 'x\r\n\r\ny BAD\r\n' });
      assert.deepEqual(places(await checker.check({})), ['a.txt:3:3 bad']);
    });

    it('in a file that begins with a byte order mark', async () => {
      const { checker, received } = await open({}, { 'a.txt': '\uFEFFBAD' });
      assert.deepEqual(places(await checker.check({})), ['a.txt:1:1 bad']);
      assert.equal((await received('textDocument/didOpen'))[0]?.params.textDocument.text, 'BAD');
    });
  });

  describe('waits for the last word of a server that publishes', () => {
    for (const versions of ['right', 'none', 'null'] as const) {
      it(`with versions ${versions}, when the first word came too early`, async () => {
        const timing = { quietMs: 250, unversionedQuietMs: 250 };
        const script = { hasty: true, versions };
        const { checker, project } = await open(script, { 'a.txt': 'BAD' }, { timing });
        assert.equal((await checker.check({})).length, 1);
        await project.write('a.txt', 'BAD BAD');
        assert.equal((await checker.check({})).length, 2);
      });
    }

    it('that stays silent about a file that was and is without problems', async () => {
      const script = { taciturn: true, versions: 'none' } as const;
      const { checker, project } = await open(script, { 'a.txt': '', 'b.txt': '' });
      await checker.check({});
      await project.write('a.txt', 'more');
      assert.deepEqual(await checker.check({}), []);
      await project.write('a.txt', 'BAD');
      assert.deepEqual(places(await checker.check({})), ['a.txt:1:1 bad']);
    });

    it('until its work with progress is done', async () => {
      const { checker, received } = await open({ loads: true }, { 'a.txt': 'BAD' });
      assert.equal((await checker.check({})).length, 1);
      const answers = (await received()).filter(({ id }) => id === 'server-1');
      assert.deepEqual(
        answers.map(({ result }) => result),
        [null],
      );
    });

    it('and takes one about another version for no answer', async () => {
      const timing = { answerMs: 400 };
      const { checker } = await open({ versions: 'wrong' }, { 'a.txt': 'BAD' }, { timing });
      await assert.rejects(checker.check({}), /did not answer within 0\.4 s/);
    });
  });

  describe('asks a server that answers', () => {
    it('again, when it was still loading the project', async () => {
      const { checker } = await open({ diagnostics: 'pulled', loads: true }, { 'a.txt': 'BAD' });
      assert.equal((await checker.check({})).length, 1);
    });

    it('again, when it has cancelled the question', async () => {
      const { checker } = await open(
        {
          diagnostics: 'pulled',
          faults: [{ at: 'textDocument/diagnostic', fault: 'cancelsTwice' }],
        },
        { 'a.txt': 'BAD' },
      );
      assert.equal((await checker.check({})).length, 1);
    });

    it('and remembers what it said, for when it says that nothing has changed', async () => {
      const script = { diagnostics: 'pulled', resultIds: true } as const;
      const { checker, received } = await open(script, { 'a.txt': 'BAD' });
      const first = await checker.check({});
      assert.deepEqual(await checker.check({}), first);
      assert.equal(
        (await received('textDocument/diagnostic')).at(-1)?.params.previousResultId,
        'BAD',
      );
    });

    it('and fails when it says that nothing has changed since never', async () => {
      const { checker } = await open(
        {
          diagnostics: 'pulled',
          faults: [{ at: 'textDocument/diagnostic', fault: 'saysUnchanged' }],
        },
        { 'a.txt': 'BAD' },
      );
      await assert.rejects(checker.check({}), /a\.txt are unchanged, but it has never given any/);
    });

    it('and takes in what it says about another file, if that was asked for too', async () => {
      const script = { diagnostics: 'pulled', related: 'b.txt' } as const;
      const { checker } = await open(script, { 'a.txt': '', 'b.txt': 'BAD', 'c.txt': '' });
      const messages = async (files: string[]): Promise<string[]> =>
        (await checker.check({ files }))
          .map(({ file, message }) => `${file}: ${message}`)
          .toSorted();
      assert.deepEqual(await messages(['a.txt', 'b.txt', 'c.txt']), [
        'b.txt: BAD is no word',
        'b.txt: used by a.txt',
        'b.txt: used by c.txt',
      ]);
      assert.deepEqual(await messages(['a.txt']), []);
    });
  });
});
