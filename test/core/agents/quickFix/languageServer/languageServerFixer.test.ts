import assert from 'node:assert/strict';
import type { CandidateFix } from '../../../../../src/core/agents/quickFix/fixer.ts';
import { LanguageServerFixer } from '../../../../../src/core/agents/quickFix/languageServer/languageServerFixer.ts';
import type { ServerScript } from '../../../../support/scriptedLanguageServer.ts';
import {
  type ScriptedWorkspace,
  scriptedWorkspace,
} from '../../../../support/scriptedWorkspace.ts';

const signal = new AbortController().signal;

type Action = Record<string, unknown>;

/** A quick fix for the diagnostic that is asked about, which replaces it by `newText`. */
function replacement(newText: string, more: Action = {}): Action {
  return {
    title: `Write ${newText}`,
    kind: 'quickfix',
    diagnostics: '$DIAGNOSTICS',
    edit: { changes: { $URI: [{ range: '$RANGE', newText }] } },
    ...more,
  };
}

function insertion(line: number, character: number, newText: string): object {
  const place = { line, character };
  return { range: { start: place, end: place }, newText };
}

describe('LanguageServerFixer', () => {
  let workspace: ScriptedWorkspace;
  let fixer: LanguageServerFixer;

  async function open(
    script: ServerScript,
    files: Readonly<Record<string, string>> = { 'a.txt': 'so BAD' },
  ): Promise<void> {
    workspace = await scriptedWorkspace({ diagnostics: 'pulled', ...script }, files);
    const { checker, server } = workspace;
    fixer = new LanguageServerFixer(server, (diagnostic) => checker.claims(diagnostic));
  }

  async function offers(): Promise<(readonly CandidateFix[])[]> {
    return [...(await fixer.candidates(await workspace.checker.check({}), signal))];
  }

  async function titles(...actions: readonly Action[]): Promise<string[]> {
    await open({ actions });
    return (await offers()).flat().map(({ title }) => title);
  }

  afterEach(() => workspace.remove());

  it('offers an edit as offsets into the file', async () => {
    await open({ actions: [replacement('good')] });
    const [[fix] = []] = await offers();
    assert.deepEqual(fix?.edits, [{ file: 'a.txt', start: 3, end: 6, newText: 'good' }]);
  });

  it('counts offsets in UTF-16, with the byte order mark and Windows line ends', async () => {
    await open(
      { encoding: 'utf-8', actions: [replacement('good')] },
      { 'a.txt': '\uFEFFx\r\n漢𝒳 BAD\r\n' },
    );
    const [[fix] = []] = await offers();
    assert.deepEqual(fix?.edits, [{ file: 'a.txt', start: 8, end: 11, newText: 'good' }]);
  });

  it('answers for each diagnostic, in the order in which it was asked', async () => {
    await open({ actions: [replacement('good')] }, { 'a.txt': 'BAD BAD', 'b.txt': 'BAD' });
    const found = [...(await workspace.checker.check({}))].reverse();
    const answers = await fixer.candidates(found, signal);
    assert.deepEqual(
      answers.map(([fix]) => fix?.edits.map(({ file, start }) => `${file} ${start}`).join()),
      found.map(({ file, range }) => `${file} ${range.column - 1}`),
    );
  });

  it('gives the server its own diagnostic back, with the data it keeps there', async () => {
    await open({ actions: [], diagnosticData: { key: 7 } });
    await offers();
    const [asked] = await workspace.received('textDocument/codeAction');
    assert.deepEqual(asked?.params.context.only, ['quickfix']);
    assert.deepEqual(asked?.params.context.diagnostics[0].data, { key: 7 });
  });

  it('has nothing for a diagnostic that is there no more', async () => {
    await open({ actions: [replacement('good')] });
    const found = await workspace.checker.check({});
    await workspace.project.write('a.txt', 'good');
    assert.deepEqual(await fixer.candidates(found, signal), [[]]);
  });

  it('handles what its checker claims', async () => {
    await open({ actions: [] });
    const [found] = await workspace.checker.check({});
    assert.ok(found !== undefined && fixer.handles(found));
    assert.equal(fixer.handles({ ...found, source: 'other' }), false);
  });

  it('has nothing, and asks nothing, of a server without code actions', async () => {
    await open({});
    assert.deepEqual(await offers(), [[]]);
    assert.deepEqual(await workspace.received('textDocument/codeAction'), []);
  });

  it('fails when the server fails', async () => {
    const faults = [{ at: 'textDocument/codeAction', fault: 'dies' }] as const;
    await open({ actions: [], faults });
    await assert.rejects(offers(), { reason: 'checker' });
  });

  describe('judges', () => {
    it('what the server prefers safe, and puts it first; the rest is proposed', async () => {
      await open({ actions: [replacement('one'), replacement('two', { isPreferred: true })] });
      const [fixes = []] = await offers();
      assert.deepEqual(
        fixes.map(({ title, worth }) => `${title}: ${worth}`),
        ['Write two: safe', 'Write one: proposed'],
      );
    });

    it('what is about this diagnostic better than what does not say what it is about', async () => {
      const silent = replacement('all', { diagnostics: undefined });
      assert.deepEqual(await titles(silent, replacement('one')), ['Write one']);
    });

    it('what does not say what it is about good enough, when there is nothing else', async () => {
      const silent = replacement('all', { diagnostics: undefined });
      assert.deepEqual(await titles(silent), ['Write all']);
    });

    it('two actions with one edit as one', async () => {
      const again = replacement('one', { title: 'Again' });
      assert.deepEqual(await titles(replacement('one'), again), ['Write one']);
    });
  });

  describe('takes the edit', () => {
    it('that comes only when the action is resolved', async () => {
      await open({
        actions: [replacement('', { edit: undefined, data: { uri: '$URI', range: '$RANGE' } })],
        resolved: { edit: { changes: { $URI: [{ range: '$RANGE', newText: 'late' }] } } },
      });
      const [[fix] = []] = await offers();
      assert.equal(fix?.edits[0]?.newText, 'late');
    });

    it('of an action that has a command as well, without the command', async () => {
      await open({ actions: [replacement('good', { command: { title: '', command: 'tell' } })] });
      assert.equal((await offers())[0]?.length, 1);
      assert.deepEqual(await workspace.received('workspace/executeCommand'), []);
    });

    it('with insertions at one place in their order', async () => {
      const edits = [insertion(0, 0, 'a'), { range: '$RANGE', newText: 'x' }, insertion(0, 0, 'b')];
      await open({ actions: [replacement('', { edit: { changes: { $URI: edits } } })] });
      const [[fix] = []] = await offers();
      assert.deepEqual(fix?.edits, [
        { file: 'a.txt', start: 0, end: 0, newText: 'ab' },
        { file: 'a.txt', start: 3, end: 6, newText: 'x' },
      ]);
    });

    it('that reaches into another source', async () => {
      const documentChanges = [
        { textDocument: { uri: '$URI', version: null }, edits: [insertion(0, 0, 'a')] },
        { textDocument: { uri: '$URI/../b.txt', version: null }, edits: [insertion(1, 1, 'b')] },
      ];
      const files = { 'a.txt': 'BAD', 'b.txt': 'x\nyz' };
      await open({ actions: [replacement('', { edit: { documentChanges } })] }, files);
      const [[fix] = []] = await offers();
      assert.deepEqual(fix?.edits, [
        { file: 'a.txt', start: 0, end: 0, newText: 'a' },
        { file: 'b.txt', start: 3, end: 3, newText: 'b' },
      ]);
    });
  });

  describe('never offers', () => {
    const textDocument = { uri: '$URI', version: null };
    const change = { textDocument, edits: [insertion(0, 0, 'x')] };
    const withEdit = (edit: object): Action => replacement('', { edit });
    const unwanted: readonly (readonly [string, Action])[] = [
      ['what is disabled', replacement('x', { disabled: { reason: 'not now' } })],
      ['what is no quick fix', replacement('x', { kind: 'refactor.rewrite' })],
      ['what is about another diagnostic', replacement('x', { diagnostics: [{ code: 'else' }] })],
      ['a bare command', { title: 'Do', command: 'do.it' }],
      [
        'an action with nothing but a command',
        replacement('x', { edit: undefined, command: { title: 'Do', command: 'do.it' } }),
      ],
      ['a suppression by its title', replacement('x', { title: 'Disable bad for this line' })],
      ['a suppression by its kind', replacement('x', { kind: 'quickfix.suppressRule.inline' })],
      ['a suppression by its edit', replacement('x // eslint-disable-line')],
      ['a type made any', replacement('x as any')],
      [
        'an edit that also makes a file',
        withEdit({ documentChanges: [change, { kind: 'create', uri: '$URI.new' }] }),
      ],
      [
        'an edit that also moves a file',
        withEdit({
          documentChanges: [change, { kind: 'rename', oldUri: '$URI', newUri: '$URI.new' }],
        }),
      ],
      [
        'an edit that also deletes a file',
        withEdit({ documentChanges: [{ kind: 'delete', uri: '$URI' }, change] }),
      ],
      [
        'an edit of another version',
        withEdit({ documentChanges: [{ ...change, textDocument: { uri: '$URI', version: 99 } }] }),
      ],
      [
        'a snippet',
        withEdit({
          documentChanges: [
            {
              textDocument,
              edits: [{ range: '$RANGE', snippet: { kind: 'snippet', value: '$1' } }],
            },
          ],
        }),
      ],
      [
        'an edit that overlaps with itself',
        withEdit({
          changes: {
            $URI: [
              { range: '$RANGE', newText: 'x' },
              { range: '$RANGE', newText: 'y' },
            ],
          },
        }),
      ],
      [
        'an edit outside of the worktree',
        withEdit({ changes: { 'file:///etc/hosts': [insertion(0, 0, 'x')] } }),
      ],
      [
        'an edit of a file that is not there',
        withEdit({ changes: { '$URI/../none.txt': [insertion(0, 0, 'x')] } }),
      ],
      [
        'a change of a configuration',
        withEdit({ changes: { '$URI/../tool.json': [insertion(0, 0, 'x')] } }),
      ],
      ['an edit that changes nothing', withEdit({ changes: {} })],
    ];
    const titleOf = (what: string, { title }: Action): string =>
      what.endsWith('by its title') ? String(title) : `Case: ${what}`;
    let offered: string[];

    before(async () => {
      const actions = unwanted.map(([what, action]) => ({
        ...action,
        title: titleOf(what, action),
      }));
      await open(
        { actions: [...actions, replacement('good')] },
        { 'a.txt': 'so BAD', 'tool.json': '{}' },
      );
      offered = (await offers()).flat().map(({ title }) => title);
    });

    // The one server has been asked: `afterEach` may remove it.
    it('anything but the one that is good', () => assert.deepEqual(offered, ['Write good']));

    for (const [what, action] of unwanted) {
      it(what, () => assert.ok(!offered.includes(titleOf(what, action))));
    }
  });
});
