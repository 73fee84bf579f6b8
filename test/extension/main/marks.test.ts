import { equal, match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SwarmAutofixApi } from '../../../src/extension/api/swarm-autofix.d.ts';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { nextChange, swarmAutofix } from '../support/publicApi.ts';
import { openWorkspaceFile, workspaceUri } from '../support/workspaceFiles.ts';

const path = 'src/notifications/webhookChannel.ts';

function isUnusedImport({ code, message }: vscode.Diagnostic): boolean {
  return code === 6133 && message.includes('createHash');
}

/** What the editor shows on hover, of our own. */
async function ourHovers(document: vscode.TextDocument, place: vscode.Position): Promise<string[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    place,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .filter((text) => text.startsWith('$(wand)'));
}

describe('a problem in the editor', () => {
  const uri = workspaceUri(path);
  let api: SwarmAutofixApi;
  let document: vscode.TextDocument;
  let fixId: string;

  async function problem(): Promise<vscode.Diagnostic> {
    const all = await diagnosticsOf(uri, (some) => some.some(isUnusedImport));
    const found = all.find(isUnusedImport);
    ok(found);
    return found;
  }

  before(async function () {
    this.timeout(120_000);
    api = (await swarmAutofix()).getAPI(1);
    document = await openWorkspaceFile(path);
    const problems = [{ uri, diagnostic: await problem() }];
    const run = await api.start({ kind: 'problems', problems }, { confirm: false });
    await run?.finished;
    const fix = (await api.fixes()).findLast(
      ({ state, files }) => state === 'ready' && files.some((file) => file.path === uri.path),
    );
    ok(fix);
    fixId = fix.id;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('says on hover that its fix waits, and offers to review and accept it', async () => {
    const [text = ''] = await ourHovers(document, (await problem()).range.start);
    match(text, /Fix&nbsp;ready|Fix ready/);
    match(text, /\[Review\]\(command:swarmAutofix\.reviewTask\?/);
    match(text, /\[Accept\]\(command:swarmAutofix\.acceptFix\?/);
    const argument = /reviewTask\?([^)\s]+)\)/.exec(text)?.[1] ?? '';
    const [target] = JSON.parse(decodeURIComponent(argument));
    equal(`${target.reference.runId}/${target.reference.taskId}`, fixId);
  });

  it('says nothing where no task of ours is', async () => {
    const others = vscode.languages.getDiagnostics(uri).filter((one) => !isUnusedImport(one));
    const [other] = others.filter(({ range }) => !range.contains(new vscode.Position(0, 0)));
    ok(other);
    equal((await ourHovers(document, other.range.start)).length, 0);
  });

  it('takes its state along when lines are put in above it', async () => {
    const before = (await problem()).range.start.line;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '// one\n// two\n');
    await vscode.workspace.applyEdit(edit);
    await diagnosticsOf(uri, (all) =>
      all.some((one) => isUnusedImport(one) && one.range.start.line === before + 2),
    );
    equal((await ourHovers(document, (await problem()).range.start)).length, 1);
  });

  it('says nothing when somebody has switched that off', async () => {
    const settings = vscode.workspace.getConfiguration('swarmAutofix');
    const { Workspace } = vscode.ConfigurationTarget;
    await settings.update('showStateAtProblems', false, Workspace);
    try {
      equal((await ourHovers(document, (await problem()).range.start)).length, 0);
    } finally {
      await settings.update('showStateAtProblems', undefined, Workspace);
    }
  });

  it('says nothing any more when the fix is discarded', async () => {
    const [runId = '', taskId = ''] = fixId.split('/');
    const root = uri.path.slice(0, -path.length - 1);
    const target = { reference: { root, runId, taskId } };
    const told = nextChange(api);
    await vscode.commands.executeCommand('swarmAutofix.discardFix', target);
    await told;
    equal((await ourHovers(document, (await problem()).range.start)).length, 0);
  });
});
