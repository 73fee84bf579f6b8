import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import * as vscode from 'vscode';
import type {
  Fix,
  FixesChange,
  SwarmAutofixApi,
} from '../../../src/extension/api/swarm-autofix.d.ts';
import { diagnosticsOf } from '../support/diagnostics.ts';
import { fixInState, swarmAutofix } from '../support/publicApi.ts';
import { openWorkspaceFile, workspaceUri } from '../support/workspaceFiles.ts';

const path = 'src/notifications/emailChannel.ts';

function isMissingOverride({ code }: vscode.Diagnostic): boolean {
  return code === 4114;
}

describe('the API for other extensions', () => {
  const uri = workspaceUri(path);
  const changes: FixesChange[] = [];
  let api: SwarmAutofixApi;
  let subscription: vscode.Disposable;
  let original: Uint8Array;

  async function fixesOfFile(): Promise<readonly Fix[]> {
    const all = await api.fixes();
    return all.filter(({ files }) => files.some((file) => file.path === uri.path));
  }

  before(async () => {
    api = (await swarmAutofix()).getAPI(1);
    subscription = api.onDidChange((change) => changes.push(change));
    original = await vscode.workspace.fs.readFile(uri);
  });

  after(async () => {
    subscription.dispose();
    await vscode.workspace.fs.writeFile(uri, original);
  });

  it('has version 1, and says so to those who want another one', async () => {
    const extension = await swarmAutofix();
    equal(extension.getAPI(1).version, 1);
    throws(() => Reflect.apply(extension.getAPI, extension, [2]), /no API 2; it has 1/);
  });

  it('starts nothing when there is nothing to fix', async () => {
    const scope = { kind: 'rule', rule: 'nobody(knows-this)' } as const;
    equal(await api.start(scope, { confirm: false }), undefined);
  });

  it('fixes the problems of a file, and tells what became of them', async function () {
    this.timeout(120_000);
    await openWorkspaceFile(path);
    await diagnosticsOf(uri, (all) => all.some(isMissingOverride));
    const run = await api.start({ kind: 'file', uri }, { confirm: false });
    const result = await run?.finished;
    ok(result);
    equal(result.wasCancelled, false);
    ok(result.fixed >= 2, JSON.stringify(result));
    const { found, fixed, remaining, proposed, suppressed, unverified } = result;
    equal(fixed + remaining + proposed + suppressed + unverified, found);
  });

  it('lists the fixes, with rules, files and verdicts', async () => {
    const fixes = await fixesOfFile();
    const verified = fixes.find((fix) => fix.isVerified);
    ok(verified);
    equal(verified.state, 'ready');
    ok(verified.rules.includes('ts(4114)'), verified.rules.join());
    deepEqual([...new Set(verified.verdicts)], ['fixed']);
    equal(verified.repository.path, workspaceUri('').path.replace(/\/$/, ''));
    ok(changes.some(({ ids }) => ids === undefined || ids.includes(verified.id)));
  });

  it('opens a fix for review', async () => {
    const [fix] = await fixesOfFile();
    ok(fix);
    await api.review(fix.id);
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    match(activeTab?.label ?? '', /emailChannel\.ts/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('merges a fix into the open file, so that its problems go', async () => {
    const document = await openWorkspaceFile(path);
    await diagnosticsOf(uri, (all) => all.some(isMissingOverride));
    const verified = (await fixesOfFile()).find((fix) => fix.isVerified && fix.state === 'ready');
    ok(verified);
    const gone = diagnosticsOf(uri, (all) => !all.some(isMissingOverride));
    const result = await api.merge([verified.id, verified.id]);
    deepEqual(result.merged, [verified.id]);
    deepEqual(result.conflicted, []);
    deepEqual(
      result.files.map((file) => file.path),
      [uri.path],
    );
    match(document.getText(), /override /);
    await gone;
    equal((await fixInState(api, verified.id, 'merged')).state, 'merged');
    await rejects(api.merge([verified.id]), /it cannot be merged/);
  });

  it('says that it does not know a fix', async () => {
    await rejects(api.merge(['nothing']), /no fix nothing/);
    await rejects(api.review('nothing'), /no fix nothing/);
  });

  it('starts no second run beside one that goes on, which it can stop', async function () {
    this.timeout(120_000);
    const other = workspaceUri('src/storage/memoryRepository.ts');
    await openWorkspaceFile('src/storage/memoryRepository.ts');
    await diagnosticsOf(other, (all) => all.some(isMissingOverride));
    const run = await api.start({ kind: 'file', uri: other }, { confirm: false });
    await rejects(api.start({ kind: 'file', uri: other }, { confirm: false }), /going on/);
    run?.cancel();
    equal((await run?.finished)?.wasCancelled, true);
  });
});
