import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { readEditorOffers } from '../../../../../src/core/agents/quickFix/editor/editorOffers.ts';
import { applyEdits } from '../../../../../src/core/agents/quickFix/textEdits.ts';
import { hashText } from '../../../../../src/core/base/textHash.ts';
import type { EditorEdit, EditorFix } from '../../../../../src/core/protocol/editorFix.ts';
import { issueAt } from '../../../../support/issues.ts';
import { type TemporaryProject, temporaryProject } from '../../../../support/temporaryProject.ts';

const text = 'let one = 1;\nlet two = 2;\n';

function editOf(newText: string, line = 1, column = 1, endColumn = 4): EditorEdit {
  return { file: 'src/a.ts', range: { line, column, endLine: line, endColumn }, newText };
}

function fixOf(more: Partial<EditorFix> = {}): EditorFix {
  return {
    issueId: 'x',
    title: 'Use const',
    isPreferred: true,
    edits: [editOf('const')],
    textHashes: { 'src/a.ts': hashText(text) },
    ...more,
  };
}

describe('readEditorOffers', () => {
  let project: TemporaryProject;

  beforeEach(async () => {
    project = await temporaryProject({ 'src/a.ts': text });
  });

  afterEach(() => project.remove());

  async function read(
    fixes: readonly EditorFix[],
    texts: Readonly<Record<string, string>> = { 'src/a.ts': text },
  ) {
    const { candidates, notes } = await readEditorOffers({
      fixes,
      issues: [issueAt(1, 1, { id: 'x' })],
      root: project.root,
      texts: new Map(Object.entries(texts)),
    });
    return { offers: candidates.get('x') ?? [], notes };
  }

  it('takes a preferred fix for one, and doubts the others, which come after it', async () => {
    const { offers, notes } = await read([
      fixOf({ title: 'Use var', isPreferred: false, edits: [editOf('var')] }),
      fixOf(),
    ]);
    assert.deepEqual(
      offers.map(({ title, worth, reason }) => [title, worth, reason]),
      [
        ['Use const', 'safe', 'the editor prefers it'],
        ['Use var', 'proposed', 'the editor offers it, but does not prefer it'],
      ],
    );
    assert.equal(applyEdits(text, offers[0]?.edits ?? []), 'const one = 1;\nlet two = 2;\n');
    assert.deepEqual(notes, []);
  });

  it('leaves what only deletes to a person, unless it is an import', async () => {
    const edits = [editOf('', 1, 1, 13)];
    const { offers } = await read([
      fixOf({ title: 'Remove declaration', edits }),
      fixOf({ title: 'Remove unused import', edits: [editOf('', 2, 1, 13)] }),
    ]);
    assert.deepEqual(
      offers.map(({ worth }) => worth),
      ['proposed', 'safe'],
    );
  });

  it('knows a fix that takes another name for a misspelt one', async () => {
    const { offers } = await read([fixOf({ title: "Change spelling to 'const'" })]);
    assert.equal(offers[0]?.isRespelling, true);
  });

  it('counts places as editors do: without a byte order mark, and with the line breaks of the file', async () => {
    const windows = '\uFEFFlet one = 1;\r\nlet two = 2;\r\n';
    const edits = [editOf('const', 2), editOf('// first\n', 1, 1, 1)];
    const fix = fixOf({ edits, textHashes: { 'src/a.ts': hashText(windows.slice(1)) } });
    const { offers } = await read([fix], { 'src/a.ts': windows });
    assert.equal(
      applyEdits(windows, offers[0]?.edits ?? []),
      '\uFEFF// first\r\nlet one = 1;\r\nconst two = 2;\r\n',
    );
  });

  it('keeps insertions at one place in their order', async () => {
    const at = (newText: string) => editOf(newText, 2, 1, 1);
    const { offers } = await read([fixOf({ edits: [at('a;\n'), at('b;\n')] })]);
    assert.equal(applyEdits(text, offers[0]?.edits ?? []), 'let one = 1;\na;\nb;\nlet two = 2;\n');
  });

  it('offers the same edits once', async () => {
    const { offers } = await read([fixOf(), fixOf({ title: 'Use const again' })]);
    assert.equal(offers.length, 1);
  });

  describe('leaves out', () => {
    async function leavesOut(fix: EditorFix, why: RegExp, texts?: Record<string, string>) {
      const { offers, notes } = await read([fix], texts);
      assert.deepEqual(offers, []);
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? '', why);
    }

    function inFile(file: string): EditorFix {
      return fixOf({
        edits: [{ ...editOf('const'), file }],
        textHashes: { [file]: hashText(text) },
      });
    }

    for (const title of ['Disable no-var for this line', 'Add @ts-ignore', 'Ignore this error']) {
      it(`"${title}"`, () => leavesOut(fixOf({ title }), /it only silences/));
    }

    it('edits that silence under another name', () =>
      leavesOut(fixOf({ edits: [editOf('// @ts-ignore\nlet')] }), /it only silences/));

    it('edits of another text than the one that is there', () =>
      leavesOut(fixOf(), /src\/a\.ts is not as the editor had it/, { 'src/a.ts': `${text}\n` }));

    it('edits that overlap', () =>
      leavesOut(fixOf({ edits: [editOf('const'), editOf('var', 1, 2, 5)] }), /overlap/));

    it('a range that ends before it begins', () =>
      leavesOut(fixOf({ edits: [editOf('const', 1, 4, 1)] }), /overlap/));

    it('a fix without an edit, and one for another issue', async () => {
      await leavesOut(fixOf({ edits: [] }), /it edits nothing/);
      await leavesOut(fixOf({ issueId: 'y' }), /no issue of this task/);
    });

    for (const file of ['../a.ts', '/etc/hosts', 'src/../../a.ts', 'C:\\a.ts', './src/a.ts', '']) {
      it(`a file called ${JSON.stringify(file)}`, () =>
        leavesOut(inFile(file), /is outside of the worktree/, { [file]: text }));
    }

    it('a file that a link leads out of the worktree to', async () => {
      const outside = await temporaryProject({ 'a.ts': text });
      try {
        await symlink(outside.path('a.ts'), project.path('src/link.ts'));
        await leavesOut(inFile('src/link.ts'), /outside/, { 'src/link.ts': text });
      } finally {
        await outside.remove();
      }
    });

    it('files of other tasks', async () => {
      await writeFile(project.path('src/b.ts'), text);
      await leavesOut(inFile('src/b.ts'), /not a file of this task/);
    });

    it('files that may be configuration', async () => {
      await writeFile(project.path('tsconfig.json'), text);
      await leavesOut(inFile('tsconfig.json'), /may be configuration/, { 'tsconfig.json': text });
    });
  });
});
