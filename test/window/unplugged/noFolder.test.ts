import type { Workbench } from '../page/workbench.ts';
import * as small from './smallWindow.ts';

const says = 'No folder is open; open the folder of a project first.';

/** All that the palette offers there and that needs a project. */
const commands = [
  'Swarm Autofix: Fix Problems in the Workspace',
  'Swarm Autofix: Fix Errors Only',
] as const;

describe('unplugged: no folder is open', function () {
  this.timeout(120_000);
  let window: small.SmallWindow;
  let empty: Workbench;

  before(async () => {
    window = await small.openSmallWindow();
    empty = await window.another('none');
  });

  after(() => window?.close());

  it('has views that say what to do', async () => {
    await empty.openView('Swarm Autofix');
    const { page } = empty;
    await page.getByText('No folder is open.').waitFor();
    await page.locator('.welcome-view').getByRole('button', { name: 'Open Folder' }).waitFor();
    await page.getByText('No worker is at work.').waitFor();
    await page.getByText('No fixes yet').waitFor();
    await empty.screenshot('unplugged-no-folder');
  });

  for (const command of commands) {
    it(`says what to do when asked for: ${command}`, async () => {
      await empty.runCommand(command);
      await small.waitForOnly(empty, says);
      await empty.screenshot('unplugged-no-folder-told');
      await empty.notifications.dismiss(says);
    });
  }

  it('opens one when asked to', async () => {
    await empty.runCommand(commands[0]);
    await empty.notifications.press(says, 'Open Folder');
    await empty.quickPick.waitForTitle('Open Folder');
    await empty.screenshot('unplugged-no-folder-open');
    await empty.quickPick.cancel();
  });
});
