import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { simpleGit } from 'simple-git';
import * as vscode from 'vscode';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { swarmAutofix } from '../support/publicApi.ts';
import { QuickPicks } from '../support/quickPicks.ts';

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
});
