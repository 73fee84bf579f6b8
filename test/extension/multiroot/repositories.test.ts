import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { simpleGit } from 'simple-git';
import * as vscode from 'vscode';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { swarmAutofix } from '../support/publicApi.ts';
import { QuickPicks } from '../support/quickPicks.ts';

/** A file with problems in each of the two repositories. */
const places = [
  ['inventory', 'src/notifications/emailChannel.ts'],
  ['shelf', 'shelf.ts'],
] as const;

/** One problem in each of three folders of one repository. */
const files = {
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
  'one/first.ts': "export const first: number = 'one';\n",
  'two/second.ts': "export const second: number = 'two';\n",
  'three/third.ts': "export const third: number = 'three';\n",
};

async function repositoryWith(texts: Readonly<Record<string, string>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'swarm-folders-')));
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  await simpleGit(root).init();
  return root;
}

/** Changes which folders are open, and waits until they are. */
async function updateFolders(start: number, remove: number, paths: readonly string[]) {
  const changed = new Promise<void>((resolve) => {
    const subscription = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      subscription.dispose();
      resolve();
    });
  });
  const added = paths.map((path) => ({ uri: vscode.Uri.file(path) }));
  ok(vscode.workspace.updateWorkspaceFolders(start, remove, ...added));
  await changed;
}

function described(rows: readonly vscode.QuickPickItem[], label: RegExp): string {
  return rows.find((row) => label.test(row.label))?.description ?? '';
}

describe('a window with several folders', () => {
  let picks: QuickPicks;

  afterEach(() => picks.restore());

  /** The plan for everything, after a look into all files; nothing is started. */
  async function planOfAll(): Promise<readonly vscode.QuickPickItem[]> {
    picks = new QuickPicks(/Look in all files/);
    await vscode.commands.executeCommand('swarmAutofix.fixWorkspace');
    const [, plan] = picks.shown;
    ok(plan, 'no plan was shown');
    return plan;
  }

  it('plans for each repository what is in it', async () => {
    picks = new QuickPicks();
    const shelf = vscode.workspace.workspaceFolders?.find(({ name }) => name === 'shelf');
    ok(shelf);
    const uri = vscode.Uri.joinPath(shelf.uri, 'shelf.ts');
    await vscode.window.showTextDocument(uri);
    await diagnosticsOf(uri, (all) => all.length > 0);
    await vscode.commands.executeCommand('swarmAutofix.fixFile', uri);
    match(described(picks.shown.at(-1) ?? [], /Problems/), /^1 in 1 file$/);
    const api = (await swarmAutofix()).getAPI(1);
    const run = await api.start({ kind: 'file', uri }, { confirm: false });
    equal((await run?.finished)?.found, 1);
    const roots = (await api.fixes()).map(({ repository }) => repository.path);
    deepEqual([...new Set(roots)], [shelf.uri.path]);
  });

  it('plans for all repositories that the chosen problems are in', async () => {
    picks = new QuickPicks();
    const problems = [];
    for (const [name, path] of places) {
      const folder = vscode.workspace.workspaceFolders?.find((one) => one.name === name);
      ok(folder);
      const uri = vscode.Uri.joinPath(folder.uri, path);
      await vscode.window.showTextDocument(uri);
      await diagnosticsOf(uri, (all) => all.length > 0);
      const [diagnostic] = vscode.languages.getDiagnostics(uri);
      ok(diagnostic);
      problems.push({ uri, diagnostic });
    }
    await vscode.commands.executeCommand('swarmAutofix.fixProblems', {
      kind: 'problems',
      problems,
    });
    const rows = picks.shown.at(-1) ?? [];
    equal(described(rows, /Problems/), '2 in 2 files');
    equal(described(rows, /Left out/), '');
  });

  it('looks only into those folders of a repository that are open, once', async function () {
    this.timeout(120_000);
    const root = await repositoryWith(files);
    const before = vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
    await updateFolders(0, 2, [join(root, 'one'), join(root, 'two')]);
    try {
      const plan = await planOfAll();
      equal(described(plan, /Problems/), '2 in 2 files');
      match(described(plan, /Left out/), /1 not asked for/);
    } finally {
      await updateFolders(0, 2, before);
      await rm(root, { recursive: true });
    }
  });

  it('finds the repositories in a folder that is in none, and those within them', async function () {
    this.timeout(120_000);
    const parent = await realpath(await mkdtemp(join(tmpdir(), 'swarm-parent-')));
    const names = ['left', 'left/inner', 'right'];
    const uris = names.map((name) => vscode.Uri.file(join(parent, name, 'bad.ts')));
    for (const name of names) {
      await mkdir(join(parent, name), { recursive: true });
      await writeFile(join(parent, name, 'bad.ts'), "export const bad: number = 'bad';\n");
      await simpleGit(join(parent, name)).init();
    }
    const before = vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
    await updateFolders(0, 2, [parent]);
    try {
      for (const uri of uris) {
        await vscode.window.showTextDocument(uri);
        await diagnosticsOf(uri, (all) => all.length > 0);
      }
      picks = new QuickPicks();
      await vscode.commands.executeCommand('swarmAutofix.fixFolder', vscode.Uri.file(parent));
      const rows = picks.shown.at(-1) ?? [];
      equal(described(rows, /Problems/), '3 in 3 files');
      equal(described(rows, /Left out/), '');
    } finally {
      await updateFolders(0, 1, before);
      await rm(parent, { recursive: true });
    }
  });
});
