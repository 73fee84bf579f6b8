import { match, ok } from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenAcpAgent } from '../../src/core/protocol/writtenAgent.ts';
import { packagedExtension } from '../host/packagedExtension.ts';
import { say } from '../host/progress.ts';
import { type ScratchFolder, scratchFolder } from '../host/scratchFolder.ts';
import type { OpenedWorkspace } from '../host/workspace.ts';
import { openInventory } from '../host/workspaces.ts';
import { type OpenWindow, openWindow } from '../window/openWindow.ts';
import { closeSharedBrowser } from '../window/sharedBrowser.ts';
import { lastWords, mendExample } from './exampleBrain.ts';
import { type ScriptedModel, startScriptedModel } from './model/scriptedModel.ts';
import { prepareProgram } from './programs/prepareProgram.ts';
import { programUnderTest } from './programUnderTest.ts';

const program = programUnderTest();

/** The example, whose own settings have the agent: those of a user are not heard for a machine that is elsewhere. */
async function openExample(folder: string, agent: WrittenAcpAgent): Promise<OpenedWorkspace> {
  const workspace = await openInventory(folder);
  await mkdir(join(workspace.path, '.vscode'), { recursive: true });
  const settings = {
    'swarmAutofix.agents': { [program.id]: agent },
    'swarmAutofix.ladder': ['quickfix', 'editor', program.id],
  };
  await writeFile(join(workspace.path, '.vscode/settings.json'), JSON.stringify(settings));
  return workspace;
}

describe(`In the editor, with ${program.package} ${program.version}`, function () {
  this.timeout(240_000);
  const gate = new EventEmitter<{ opened: [] }>();
  const opened = once(gate, 'opened');
  let scratch: ScratchFolder;
  let model: ScriptedModel;
  let window: OpenWindow;

  before(async () => {
    scratch = await scratchFolder('agents');
    model = await startScriptedModel({ brain: mendExample(opened) });
    const { env } = await prepareProgram(program, scratch.path, model.url);
    const price = { input: 1, output: 4 };
    const agent = { acp: program.id, env, writable: [scratch.path], price };
    window = await openWindow({
      theme: 'dark',
      packages: [await packagedExtension()],
      prepare: (folder) => openExample(folder, agent),
      settings: {
        'swarmAutofix.workers': 4,
      },
    });
    // A run of the whole example takes its time.
    window.workbench.page.setDefaultTimeout(200_000);
  });

  after(async () => {
    gate.emit('opened');
    await window?.close();
    await closeSharedBrowser();
    await model?.close();
    scratch?.remove();
  });

  it('is offered among the agents', async () => {
    const { workbench } = window;
    await workbench.openView('Swarm Autofix');
    await workbench.runCommand('Swarm Autofix: Choose Agents…');
    await workbench.quickPick.waitForTitle('agents');
    const rows = await workbench.quickPick.items();
    ok(
      rows.some((row) => row.startsWith(program.id)),
      rows.join('\n'),
    );
    await workbench.screenshot('agents-choose');
    await workbench.quickPick.cancel();
  });

  it('stands in the plan, with how far it is confined', async () => {
    const { workbench } = window;
    await workbench.page.getByRole('button', { name: 'Look for Problems and Plan' }).click();
    await workbench.quickPick.waitForTitle('plan for');
    await workbench.quickPick.choose("search  Look in all files with the project's checkers");
    const start = workbench.page.getByRole('option', { name: 'Start: fix 215 problems' });
    await start.waitFor();
    match((await workbench.quickPick.items()).join('\n'), new RegExp(`→ ${program.id}`));
    await workbench.screenshot('agents-plan');
    await start.click();
  });

  it('is seen at work, and its log grows while one looks', async () => {
    const { workbench } = window;
    const workers = workbench.tree(/^Workers/);
    await workers.waitFor(program.id);
    await workbench.screenshot('agents-workers');
    await workers.press(program.id, 'Open Log');
    await workbench.editor.waitForTab('log.txt');
    await workbench.screenshot('agents-log-begun');
    gate.emit('opened');
    await workbench.editor.waitForText(lastWords);
    await workbench.screenshot('agents-log-grown');
    // What the run has cost so far.
    await workers.waitFor('$');
  });

  it('has mended what quick fixes cannot', async () => {
    const { workbench } = window;
    await workbench.notifications.waitFor('Of 215 problems:');
    await workbench.screenshot('agents-ended');
    const told = (await workbench.notifications.texts()).join('\n');
    say(`${program.id}, in the editor: ${told}`);
    // Quick fixes alone mend 138.
    ok(Number(/: (\d+) fixed/.exec(told)?.[1]) >= 138 + 10, told);
    await workbench.notifications.dismiss('Of 215 problems:');
  });

  it('may be chosen to try again', async () => {
    const { workbench } = window;
    const menu = await workbench.tree(/^Fixes/).contextMenu('webhookChannel.ts');
    await workbench.screenshot('agents-task-menu');
    await menu.choose('Retry with Another Agent…');
    await workbench.quickPick.waitForTitle('which agent');
    await workbench.screenshot('agents-retry-with');
    await workbench.quickPick.cancel();
  });
});
