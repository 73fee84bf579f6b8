import { match, ok } from 'node:assert/strict';
import { type ScratchFolder, scratchFolder } from '../../host/scratchFolder.ts';
import { withOldGit, withoutPrograms } from './otherGit.ts';
import * as small from './smallWindow.ts';

const cases = [
  { title: 'git is missing', prepare: withoutPrograms, says: 'git is not installed' },
  { title: 'git is too old', prepare: withOldGit, says: 'git version 2.20.1 is too old' },
] as const;

for (const { title, prepare, says } of cases) {
  describe(`unplugged: ${title}`, function () {
    this.timeout(120_000);
    let scratch: ScratchFolder;
    let window: small.SmallWindow;

    before(async () => {
      scratch = await scratchFolder('programs');
      window = await small.openSmallWindow({
        // The editor takes the person's own PATH, unless it was started in a terminal.
        environment: { ...(await prepare(scratch.path)), VSCODE_CLI: '1' },
        // The editor's own word about its own git.
        settings: { 'git.ignoreMissingGitWarning': true, 'git.ignoreLegacyWarning': true },
      });
      await small.showProblems(window.workbench);
    });

    after(async () => {
      await window?.close();
      scratch.remove();
    });

    it('says so once, when it is first needed, and what to do', async () => {
      const { workbench } = window;
      const before = await workbench.notifications.texts();
      ok(before.length === 0, before.join('\n'));
      await workbench.runCommand('Swarm Autofix: Fix Problems in the Workspace');
      await small.waitForOnly(workbench, says);
      const [text = ''] = await workbench.notifications.texts();
      match(text, /install git 2\.39 or later/);
      await workbench.openView('Swarm Autofix');
      await workbench.screenshot(`unplugged-${title.replaceAll(' ', '-')}`);
    });

    it('shows problems all the same', async () => {
      const { workbench } = window;
      await workbench.tree(/^Problems by Rule/).waitFor('ts(2322)');
    });

    it('fixes in place what quick fixes can', async () => {
      const { workbench } = window;
      await workbench.notifications.press(says, 'Fix in Place');
      await workbench.notifications.waitFor('Of 2 problems 1 are gone');
      await workbench.notifications.waitUntilGone('Fixing in place');
      await small.hasOnly(workbench, 'Of 2 problems 1 are gone');
      await workbench.editor.showTab('quick.ts');
      await workbench.editor.waitForTextGone('import');
      await workbench.screenshot(`unplugged-${title.replaceAll(' ', '-')}-in-place`);
    });
  });
}
