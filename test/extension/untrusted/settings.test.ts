import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { SettingsReader } from '../../../src/extension/settings/settingsReader.ts';
import { swarmAutofix } from '../support/publicApi.ts';
import { workspaceUri } from '../support/workspaceFiles.ts';

const dangerous = {
  setupCommand: 'touch /tmp/pwned',
  cacheFolder: '/tmp/elsewhere',
  ladder: ['evil'],
  agents: { evil: { command: 'touch /tmp/pwned' } },
  checkers: [{ kind: 'command', id: 'evil', command: 'touch /tmp/pwned' }],
} as const;

describe('the settings of a folder that nobody trusts', () => {
  const file = workspaceUri('.vscode/settings.json');
  let settings: SettingsReader;

  before(async () => {
    settings = new SettingsReader();
    const entries = Object.entries({ ...dangerous, workers: 9 });
    const text = Object.fromEntries(
      entries.map(([key, value]) => [`swarmAutofix.${key}`, value] as const),
    );
    const taken = new Promise<void>((resolve) => {
      const subscription = settings.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(text)));
    await taken;
  });

  after(async () => {
    settings.dispose();
    await rm(file.fsPath);
  });

  it('are read where they can do no harm', () => {
    equal(settings.get('workers'), 9);
  });

  it('are not read when they name something to run, or a place', () => {
    equal(settings.get('setupCommand'), '');
    equal(settings.get('cacheFolder'), '');
    deepEqual(settings.get('ladder'), ['quickfix', 'editor']);
    deepEqual(settings.get('agents'), {});
    equal(settings.get('checkers'), null);
  });

  it('do not count as set then, so that they outdo nothing', () => {
    for (const key of ['setupCommand', 'cacheFolder', 'ladder', 'agents', 'checkers'] as const) {
      ok(!settings.isSet(key), key);
    }
  });

  it('start nothing: not for other extensions either', async () => {
    const api = (await swarmAutofix()).getAPI(1);
    await rejects(api.start({ kind: 'workspace' }, { confirm: false }), /is not trusted/);
  });
});
