import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { simpleGit } from 'simple-git';
import * as vscode from 'vscode';
import { Messages } from '../main/merge/messages.ts';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { openWorkspaceFile, workspaceUri } from '../support/workspaceFiles.ts';

const path = 'src/notifications/emailChannel.ts';

describe('a folder without a repository', () => {
  const uri = workspaceUri(path);
  let messages: Messages;
  let document: vscode.TextDocument;

  before(async () => {
    document = await openWorkspaceFile(path);
    await diagnosticsOf(uri, (all) => all.some(({ code }) => code === 4114));
  });

  beforeEach(() => {
    messages = new Messages();
  });

  afterEach(() => messages.restore());

  it('is not worked in, and two ways on are offered', async () => {
    await vscode.commands.executeCommand('swarmAutofix.fixFile', uri);
    const message = await messages.first(/is not in a git repository/);
    deepEqual(message.buttons, ['Make This Folder a Git Repository', 'Fix in Place']);
    equal(messages.all.length, 1);
  });

  it('can be fixed in place: what helps stays, unsaved, is counted, and can be undone', async () => {
    const saved = await readFile(uri.fsPath, 'utf8');
    const before = vscode.languages.getDiagnostics(uri).length;
    await vscode.commands.executeCommand('swarmAutofix.fixInPlace');
    const { text } = await messages.first(/as the language servers say/);
    const [, problems, gone] = /Of (\d+) problems (\d+) are gone/.exec(text) ?? [];
    const after = vscode.languages.getDiagnostics(uri).length;
    equal(Number(problems), before);
    equal(Number(gone), before - after);
    ok(after < before, `${before} before, ${after} after`);
    match(document.getText(), /override /);
    ok(document.isDirty);
    equal(await readFile(uri.fsPath, 'utf8'), saved);
    await vscode.window.showTextDocument(document);
    while (document.getText() !== saved) await vscode.commands.executeCommand('undo');
    ok(!document.isDirty);
  });

  it('can be made a repository, in which nothing is committed', async () => {
    await vscode.commands.executeCommand('swarmAutofix.initializeRepository');
    await messages.first(/inventory is a git repository now\. Nothing has been committed/);
    const git = simpleGit(workspaceUri('').fsPath);
    equal(await git.raw(['rev-list', '--all', '--count']), '0\n');
    await rm(workspaceUri('.git').fsPath, { recursive: true });
  });

  it('says so when that repository is gone again, once', async () => {
    await vscode.commands.executeCommand('swarmAutofix.fixFile', uri);
    await messages.first(/is no longer a git repository/);
    await messages.first(/is not in a git repository/);
  });
});
