import { deepEqual, equal, rejects } from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { MahavishnuServer } from '../../../src/extension/settings/mahavishnuServer.ts';
import { readRunSettings } from '../../../src/extension/settings/runSettings.ts';
import type { SettingKey } from '../../../src/extension/settings/settingMap.ts';
import { SettingsReader } from '../../../src/extension/settings/settingsReader.ts';
import { workspaceUri } from '../support/workspaceFiles.ts';

describe('the settings of a run', () => {
  const root = workspaceUri('').fsPath;
  const projectFile = workspaceUri('.swarm-autofix.json').fsPath;
  const touched = new Set<SettingKey>();
  let settings: SettingsReader;
  let mahavishnu: MahavishnuServer;
  const secrets = new Map<string, string>();

  async function set(key: SettingKey, value: unknown): Promise<void> {
    touched.add(key);
    await vscode.workspace
      .getConfiguration('swarmAutofix')
      .update(key, value, vscode.ConfigurationTarget.Workspace);
  }

  before(() => {
    settings = new SettingsReader();
    mahavishnu = new MahavishnuServer(settings, {
      get: async (key) => secrets.get(key),
      store: async (key, value) => void secrets.set(key, value),
      delete: async (key) => void secrets.delete(key),
    });
  });

  afterEach(async () => {
    for (const key of touched) await set(key, undefined);
    touched.clear();
    await rm(projectFile, { force: true });
  });

  after(() => settings.dispose());

  it('are the usual ones when nobody has set any', async () => {
    deepEqual(await readRunSettings({ settings, mahavishnu }, root), {
      workers: 4,
      isSwarm: true,
      timeoutSeconds: 300,
      verify: true,
      setupCommand: '',
      mahavishnu: { url: new URL('http://127.0.0.1:8680/mcp'), token: '' },
      agents: [
        { kind: 'quickfix', id: 'quickfix' },
        { kind: 'editor', id: 'editor' },
      ],
      checkers: [{ kind: 'typescript' }, { kind: 'eslint' }, { kind: 'ruff' }],
    });
  });

  it('have no server when that is switched off, and its token when it has one', async () => {
    secrets.set('mahavishnuToken', 'secret');
    equal((await readRunSettings({ settings, mahavishnu }, root)).mahavishnu?.token, 'secret');
    await set('mahavishnu', 'off');
    equal((await readRunSettings({ settings, mahavishnu }, root)).mahavishnu, undefined);
    secrets.clear();
  });

  it('are refused when others could read what is sent to the server', async () => {
    await set('mahavishnu', 'http://example.com/mcp');
    await rejects(
      readRunSettings({ settings, mahavishnu }, root),
      /swarmAutofix\.mahavishnu must be the address of a server, .* not "http:\/\/example/,
    );
  });

  it("are the project's own, as far as it has some", async () => {
    const project = {
      checkers: [{ kind: 'eslint' }],
      agents: { mine: { command: 'mine --stdin' } },
      setup: 'npm ci',
    };
    await writeFile(projectFile, JSON.stringify(project));
    const read = await readRunSettings({ settings, mahavishnu }, root);
    deepEqual(read.checkers, project.checkers);
    deepEqual(read.agents.at(-1), { kind: 'command', id: 'mine', command: 'mine --stdin' });
    equal(read.setupCommand, 'npm ci');
  });

  it("are the editor's rather than the project's when somebody has set them", async () => {
    const project = { checkers: [{ kind: 'eslint' }], ladder: ['quickfix'], setup: 'npm ci' };
    await writeFile(projectFile, JSON.stringify(project));
    await set('ladder', ['editor', 'theirs']);
    await set('agents', { theirs: { command: 'theirs' } });
    await set('checkers', [{ kind: 'typescript' }]);
    await set('setupCommand', '');
    await set('mode', 'sequential');
    await set('workers', 7);
    const read = await readRunSettings({ settings, mahavishnu }, root);
    deepEqual(
      read.agents.map(({ id }) => id),
      ['editor', 'theirs'],
    );
    deepEqual(read.checkers, [{ kind: 'typescript' }]);
    equal(read.setupCommand, '');
    equal(read.isSwarm, false);
    equal(read.workers, 7);
  });

  it('are refused with one line that names what is wrong and what to do', async () => {
    await set('workers', 'many');
    await rejects(readRunSettings({ settings, mahavishnu }, root), {
      name: 'SwarmError',
      reason: 'configuration',
      message:
        'The setting swarmAutofix.workers must be a whole number from 1 to 50, not "many". Correct it in the settings.',
    });
    await set('workers', undefined);
    await set('checkers', [{ kind: 'command', id: 'vale' }]);
    await rejects(
      readRunSettings({ settings, mahavishnu }, root),
      /swarmAutofix\.checkers is wrong at \[0\]\.command: /,
    );
  });

  it('are refused when the ladder names an agent that nobody knows', async () => {
    await set('ladder', ['quickfix', 'nobody']);
    await rejects(readRunSettings({ settings, mahavishnu }, root), {
      reason: 'configuration',
      message:
        'The setting swarmAutofix.ladder names the agent "nobody", which does not exist; there are chat, claude, cline, codex, copilot, editor, gemini, goose, opencode, quickfix, qwen. Correct the name, or add it to swarmAutofix.agents.',
    });
    await set('ladder', undefined);
    await writeFile(projectFile, JSON.stringify({ ladder: ['nobody'] }));
    await rejects(
      readRunSettings({ settings, mahavishnu }, root),
      /^SwarmError: \.swarm-autofix\.json names/,
    );
  });

  it('of a wrong shape count as not set for everything else', async () => {
    await set('excludedSources', 5);
    deepEqual(settings.get('excludedSources'), ['cSpell']);
    await set('minimumSeverity', 'warn');
    equal(settings.get('minimumSeverity'), 'information');
  });
});
