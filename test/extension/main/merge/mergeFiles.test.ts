import { deepEqual, equal, fail, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { MergeBench } from './mergeBench.ts';

const accept = 'swarmAutofix.acceptFix';

describe('accepting a fix', () => {
  const bench = new MergeBench();
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  it('keeps unsaved text of the same file, and leaves it unsaved', async () => {
    const project = await bench.project({ 'src/a.txt': 'one\ntwo\nBAD\nfour\nfive\nsix\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'one\ntwo\nGOOD\nfour\nfive\nsix\n' });
    ok(fix);
    const document = await project.open('src/a.txt');
    await project.type(document, 5, 'typed ');
    await vscode.commands.executeCommand(accept, fix);
    deepEqual(bench.messages.texts, [
      '1 fix merged into 1 file: fixed 1. Still to be saved: 1 file.',
    ]);
    equal(document.getText(), 'one\ntwo\nGOOD\nfour\nfive\ntyped six\n');
    equal(document.isDirty, true);
    equal(String(await project.read('src/a.txt')), 'one\ntwo\nBAD\nfour\nfive\nsix\n');
    equal((await project.task(fix)).state, 'merged');
    await vscode.commands.executeCommand('undo');
    equal(document.getText(), 'one\ntwo\nBAD\nfour\nfive\ntyped six\n');
  });

  it('saves an open file that was saved before, and Ctrl+Z brings back what it was', async () => {
    const project = await bench.project({ 'src/a.txt': 'one\nBAD\nthree\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'one\nGOOD\nthree\n' });
    const document = await project.open('src/a.txt');
    await vscode.commands.executeCommand(accept, fix);
    equal(document.getText(), 'one\nGOOD\nthree\n');
    equal(document.isDirty, false);
    equal(String(await project.read('src/a.txt')), 'one\nGOOD\nthree\n');
    await vscode.commands.executeCommand('undo');
    equal(document.getText(), 'one\nBAD\nthree\n');
  });

  it('opens no editor for files that nobody looks at', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n', 'src/b.txt': 'b\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'GOOD\n', 'src/b.txt': 'B\n' });
    await vscode.commands.executeCommand(accept, fix);
    equal(String(await project.read('src/a.txt')), 'GOOD\n');
    equal(String(await project.read('src/b.txt')), 'B\n');
    deepEqual(
      vscode.window.tabGroups.all.flatMap((group) => group.tabs),
      [],
    );
  });

  it('adds and deletes files, beside a text that is open', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n', 'src/gone.txt': 'gone\n' });
    const [fix] = await project.fix({
      ...{ 'src/a.txt': 'GOOD\n', 'src/gone.txt': null, 'src/new/n.txt': 'new\n' },
    });
    const document = await project.open('src/a.txt');
    await vscode.commands.executeCommand(accept, fix);
    match(bench.messages.texts.join(), /^1 fix merged into 3 files: proposed 1\.$/);
    equal(document.getText(), 'GOOD\n');
    equal(String(await project.read('src/new/n.txt')), 'new\n');
    await vscode.workspace.fs.stat(project.uri('src/gone.txt')).then(
      () => ok(false, 'it is still there'),
      () => undefined,
    );
  });

  const text = 'é\nBAD\nc\nd\ne\n';
  const kinds = [
    { name: 'CRLF', before: text.replaceAll('\n', '\r\n') },
    { name: 'a byte-order mark', before: `\ufeff${text}` },
    { name: 'another encoding than UTF-8', before: text, encoding: 'windows1252' },
  ];
  for (const { name, before, encoding } of kinds) {
    it(`writes the very bytes of the fix into files with ${name}, saved or not`, async () => {
      const bytesOf = (some: string) =>
        Buffer.from(some, encoding === undefined ? 'utf8' : 'latin1');
      const after = before.replace('BAD', 'GÖÖD');
      const paths = ['src/saved.txt', 'src/dirty.txt'];
      const all = (bytes: Buffer) => Object.fromEntries(paths.map((path) => [path, bytes]));
      await bench.settings.set('files.encoding', encoding, vscode.ConfigurationTarget.Workspace);
      const project = await bench.project(all(bytesOf(before)));
      const fixes = await project.fix(all(bytesOf(after)));
      const saved = await project.open('src/saved.txt');
      const dirty = await project.open('src/dirty.txt');
      await project.type(dirty, 4, 'typed ');
      await vscode.commands.executeCommand(accept, fixes[0], fixes);
      deepEqual(bench.messages.texts, [
        '2 fixes merged into 2 files: fixed 2. Still to be saved: 1 file.',
      ]);
      deepEqual([saved.isDirty, dirty.isDirty], [false, true]);
      const hexOf = async (path: string) => (await project.read(path)).toString('hex');
      equal(await hexOf('src/saved.txt'), bytesOf(after).toString('hex'));
      equal(await hexOf('src/dirty.txt'), bytesOf(before).toString('hex'));
      await dirty.save();
      const typed = after.replace(/e(?=\r?\n$)/, 'typed e');
      equal(await hexOf('src/dirty.txt'), bytesOf(typed).toString('hex'));
    });
  }

  it('leaves a text for its user to save where a save would change more', async () => {
    await bench.settings.set('files.trimTrailingWhitespace', true);
    const project = await bench.project({ 'src/a.txt': 'one   \nBAD\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'one   \nGOOD\n' });
    const document = await project.open('src/a.txt');
    await vscode.commands.executeCommand(accept, fix);
    match(bench.messages.texts.join(), /Still to be saved: 1 file\.$/);
    equal(document.getText(), 'one   \nGOOD\n');
    equal(document.isDirty, true);
    equal(String(await project.read('src/a.txt')), 'one   \nBAD\n');
  });

  it('saves nothing where the setting says so', async () => {
    await bench.settings.set('swarmAutofix.saveAfterMerge', false);
    const project = await bench.project({ 'src/a.txt': 'BAD\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'GOOD\n' });
    const document = await project.open('src/a.txt');
    await vscode.commands.executeCommand(accept, fix);
    equal(document.getText(), 'GOOD\n');
    equal(document.isDirty, true);
    equal(String(await project.read('src/a.txt')), 'BAD\n');
  });

  it('changes several open files in one step', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n', 'src/b.txt': 'b\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'GOOD\n', 'src/b.txt': 'B\n' });
    const documents = [await project.open('src/a.txt'), await project.open('src/b.txt')];
    const texts = () => documents.map((document) => document.getText());
    await vscode.commands.executeCommand(accept, fix);
    deepEqual(texts(), ['GOOD\n', 'B\n']);
    await vscode.commands.executeCommand('undo');
    deepEqual(texts(), ['BAD\n', 'b\n']);
  });

  it('leaves everything as it is when a file has unsaved text that it would replace', async () => {
    const project = await bench.project({ 'src/a.txt': 'BAD\n', 'src/gone.txt': 'gone\n' });
    const [fix] = await project.fix({ 'src/a.txt': 'GOOD\n', 'src/gone.txt': null });
    const document = await project.open('src/gone.txt');
    await project.type(document, 0, 'x');
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(0, 0, 0, 1));
    await vscode.workspace.applyEdit(edit);
    equal(document.isDirty, true);
    await vscode.commands.executeCommand(accept, fix);
    match(bench.messages.texts.join(), /^src\/gone.txt has unsaved changes/);
    equal(String(await project.read('src/a.txt')), 'BAD\n');
    equal((await project.task(fix ?? fail())).state, 'ready');
  });
});
