import { deepEqual, equal } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Messages } from '../main/merge/messages.ts';
import { swarmAutofix } from '../support/publicApi.ts';
import { workspaceUri } from '../support/workspaceFiles.ts';

const path = 'src/notifications/emailChannel.ts';

describe('a folder that nobody trusts', () => {
  const uri = workspaceUri(path);
  let messages: Messages;

  beforeEach(() => {
    messages = new Messages();
  });

  afterEach(() => messages.restore());

  for (const command of ['fixFile', 'fixWorkspace', 'fixInPlace', 'clean', 'acceptVerified']) {
    it(`says why ${command} starts nothing, and how to change that`, async () => {
      await vscode.commands.executeCommand(`swarmAutofix.${command}`, uri);
      const { buttons } = await messages.first(/This folder is not trusted/);
      deepEqual(buttons, ['Manage Workspace Trust']);
      equal(messages.all.length, 1);
    });
  }

  it('has no runs of before looked at, since that asks git', async () => {
    const runs = workspaceUri('.git/swarm-autofix/runs');
    await mkdir(runs.fsPath, { recursive: true });
    deepEqual(await (await swarmAutofix()).getAPI(1).fixes(), []);
    equal(existsSync(workspaceUri('.git/swarm-autofix/run.lock').fsPath), false);
    deepEqual(messages.all, []);
    await rm(workspaceUri('.git/swarm-autofix').fsPath, { recursive: true });
  });
});
