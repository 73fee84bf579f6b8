import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import { silentLogger } from '../../../../src/core/base/logger.ts';
import type { TreeCommit } from '../../../../src/core/git/gitObjects.ts';
import { openRepository, type Repository } from '../../../../src/core/git/repository.ts';
import { snapshotTree } from '../../../../src/core/git/snapshot.ts';
import { EditorWorkingCopy } from '../../../../src/extension/merge/editorWorkingCopy.ts';
import { SettingsReader } from '../../../../src/extension/settings/settingsReader.ts';
import { MergeBench } from './mergeBench.ts';
import type { MergeProject } from './mergeProject.ts';

const lines = 'one\nBAD\nthree\nfour\nfive\n';
const fixed = lines.replace('BAD', 'GOOD');

describe('the working copy of an editor', () => {
  const bench = new MergeBench();
  const settings = new SettingsReader();
  let project: MergeProject;
  let repository: Repository;
  let workingCopy: EditorWorkingCopy;

  beforeEach(async () => {
    await bench.begin();
    project = await bench.project({ 'src/a.txt': lines, 'src/b.txt': 'b\n' });
    repository = await openRepository(project.root);
    workingCopy = new EditorWorkingCopy(repository, settings, silentLogger);
  });
  afterEach(() => bench.end());
  after(() => settings.dispose());

  /** A tree in which files are so. */
  async function treeWith(files: Readonly<Record<string, string>>): Promise<string> {
    const overlays = new Map(
      Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]),
    );
    return snapshotTree(repository, { overlays });
  }

  function textIn({ tree }: TreeCommit, path: string): Promise<string> {
    return repository.git.text(['cat-file', 'blob', `${tree}:${path}`]);
  }

  const message = 'test';

  it('holds unsaved text, of its own repository only', async () => {
    const other = await bench.project({ 'src/a.txt': 'other\n' });
    await project.type(await other.open('src/a.txt'), 0, 'unsaved ');
    await project.type(await project.open('src/a.txt'), 0, 'typed ');
    const snapshot = await workingCopy.snapshot({ message });
    equal(await textIn(snapshot, 'src/a.txt'), `typed ${lines.trimEnd()}`);
    equal(String(await project.read('src/a.txt')), lines);
  });

  it('holds unsaved text of a folder that is open under another name', async () => {
    const link = `${project.root}-link`;
    await symlink(project.root, link);
    const uri = vscode.Uri.file(`${link}/src/a.txt`);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await project.type(document, 4, 'typed ');
    const from = await workingCopy.snapshot({ message });
    equal(await textIn(from, 'src/a.txt'), lines.replace('five', 'typed five').trimEnd());
    const to = await treeWith({ 'src/a.txt': fixed.replace('five', 'typed five') });
    await workingCopy.write({ from, to, message });
    equal(document.getText(), fixed.replace('five', 'typed five'));
    equal(document.isDirty, true);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(vscode.Uri.file(link));
  });

  it('prefers the texts that it is given to its own', async () => {
    await project.type(await project.open('src/a.txt'), 0, 'typed ');
    const overlays = new Map([['src/b.txt', Buffer.from('given\n')]]);
    const snapshot = await workingCopy.snapshot({ message, overlays });
    equal(await textIn(snapshot, 'src/b.txt'), 'given');
    equal(await textIn(snapshot, 'src/a.txt'), lines.trimEnd());
  });

  it('changes nothing at all when a text was typed into since the snapshot', async () => {
    const document = await project.open('src/a.txt');
    const from = await workingCopy.snapshot({ message });
    const to = await treeWith({ 'src/a.txt': fixed, 'src/b.txt': 'B\n' });
    await project.type(document, 0, 'typed ');
    await rejects(workingCopy.write({ from, to, message }), { reason: 'conflict' });
    equal(document.getText(), `typed ${lines}`);
    equal(String(await project.read('src/b.txt')), 'b\n');
  });

  it('takes back what is on the disk when the editor refuses', async () => {
    const document = await project.open('src/a.txt');
    const from = await workingCopy.snapshot({ message });
    const to = await treeWith({ 'src/a.txt': fixed, 'src/b.txt': 'B\n', 'src/c.txt': 'c\n' });
    const { applyEdit } = vscode.workspace;
    const seen: string[] = [];
    const refuse = async (): Promise<boolean> => {
      seen.push(String(await project.read('src/b.txt')));
      return false;
    };
    Object.assign(vscode.workspace, { applyEdit: refuse });
    try {
      await rejects(workingCopy.write({ from, to, message }), { reason: 'conflict' });
    } finally {
      Object.assign(vscode.workspace, { applyEdit });
    }
    deepEqual(seen, ['B\n']);
    equal(String(await project.read('src/b.txt')), 'b\n');
    await rejects(project.read('src/c.txt'));
    equal(document.getText(), lines);
  });

  it('names what it could not save, and is done all the same', async () => {
    const document = await project.open('src/a.txt');
    const from = await workingCopy.snapshot({ message });
    const to = await treeWith({ 'src/a.txt': fixed });
    const { openTextDocument } = vscode.workspace;
    const save = (): Promise<never> => Promise.reject(new Error('Document has been closed'));
    const closing = async (uri: vscode.Uri): Promise<unknown> =>
      Object.create(await openTextDocument(uri), { save: { value: save } });
    Object.assign(vscode.workspace, { openTextDocument: closing });
    try {
      deepEqual(await workingCopy.write({ from, to, message }), ['src/a.txt']);
    } finally {
      Object.assign(vscode.workspace, { openTextDocument });
    }
    equal(document.getText(), fixed);
    match(bench.messages.texts.join(), /^Merged, but not saved: \S*src\/a\.txt\. Look at it/);
  });

  it('writes to the disk where a text cannot be shown as it is', async () => {
    await project.write('src/a.txt', Buffer.from([...Buffer.from('BAD\n'), 0xff, 0x0a]));
    await project.open('src/a.txt');
    const from = await workingCopy.snapshot({ message });
    const bytes = Buffer.from([...Buffer.from('GOOD\n'), 0xff, 0x0a]);
    const to = await snapshotTree(repository, { overlays: new Map([['src/a.txt', bytes]]) });
    deepEqual(await workingCopy.write({ from, to, message }), ['src/a.txt']);
    deepEqual(await project.read('src/a.txt'), bytes);
  });
});
