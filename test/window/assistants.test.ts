import { ok } from 'node:assert/strict';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { packagedExtension } from '../host/packagedExtension.ts';
import { type ScratchFolder, scratchFolder } from '../host/scratchFolder.ts';
import { type OpenWindow, openWindow } from './openWindow.ts';
import { Gate, openSmallProject } from './unplugged/smallProject.ts';
import { showProblems } from './unplugged/smallWindow.ts';

/** An extension that calls tools, which only chats do otherwise. */
async function packageAsker(folder: string): Promise<string> {
  const packagePath = join(folder, 'asker.vsix');
  const cwd = join(import.meta.dirname, 'asker');
  const quiet = { dependencies: false, allowMissingRepository: true, skipLicense: true };
  await createVSIX({ ...quiet, cwd, packagePath });
  return packagePath;
}

describe('assistants', function () {
  this.timeout(120_000);
  let scratch: ScratchFolder;
  let gate: Gate;
  let window: OpenWindow;

  before(async () => {
    scratch = await scratchFolder('assistants');
    gate = new Gate(scratch.path);
    await gate.build();
    gate.open();
    window = await openWindow({
      theme: 'dark',
      packages: [await packagedExtension(), await packageAsker(scratch.path)],
      prepare: (folder) => openSmallProject(folder, gate),
      settings: { 'swarmAutofix.workers': 2, 'chat.disableAIFeatures': false },
    });
    await showProblems(window.workbench);
  });

  after(async () => {
    gate?.close();
    await window?.close();
    scratch?.remove();
  });

  it('start nothing without the person', async () => {
    const { workbench } = window;
    await workbench.runCommand('Asker: Fix Problems');
    const text = await workbench.dialog.text();
    ok(text.includes('Start a swarm?'), text);
    ok(text.includes('Problems: 2, tasks: 2, workers: 2'), text);
    await workbench.screenshot('assistant-asks');
    await workbench.dialog.press('Cancel');
    await workbench.notifications.waitFor('Asker was refused');
    await workbench.notifications.dismiss('Asker was refused');
  });

  it('get verdicts, and fixes that wait for the person', async () => {
    const { workbench } = window;
    await workbench.runCommand('Asker: Fix Problems');
    await workbench.dialog.text();
    await workbench.dialog.press('Yes');
    await workbench.notifications.waitFor('Of 2 problems, checked again by the tools');
    await workbench.statusBar.waitFor('2 to review');
    await workbench.screenshot('assistant-has-fixed');
  });

  it('show a fix to the person', async () => {
    const { workbench } = window;
    await workbench.runCommand('Asker: Review');
    await workbench.notifications.waitFor('The user sees');
    await workbench.screenshot('assistant-shows');
  });

  it('have the server at hand, which knows what the editor has done', async () => {
    const { workbench } = window;
    await workbench.runCommand('MCP: List Servers');
    await workbench.screenshot('assistant-servers');
    await workbench.quickPick.choose('Swarm Autofix');
    await workbench.quickPick.choose('Start Server');
    await workbench.runCommand('MCP: List Servers');
    const rows = await workbench.quickPick.items();
    ok(
      rows.some((row) => row.startsWith('Swarm Autofix') && row.includes('Running')),
      rows.join('\n'),
    );
    await workbench.quickPick.cancel();
    await workbench.runCommand('Asker: Ask the Server');
    // It only looks, and says so: nobody is asked.
    await workbench.notifications.waitFor('"toReview":2');
    await workbench.screenshot('assistant-asks-server');
  });
});
