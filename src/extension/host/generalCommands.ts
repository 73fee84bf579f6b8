import * as vscode from 'vscode';
import type { Contribution } from './contribution.ts';

const walkthroughId = 'start';

export const generalCommands: Contribution = {
  name: 'general commands',
  register: (services) => {
    const { commands, context, contextKeys, log, mahavishnu, sessions } = services;
    const { id } = context.extension;
    return vscode.Disposable.from(
      commands.register('swarmAutofix.showLog', () => log.show()),
      commands.register('swarmAutofix.setServerToken', () => mahavishnu.askForToken()),
      commands.register('swarmAutofix.chooseAgents', async (root) => {
        const { chooseAgents } = await import('../agents/chooseAgents.ts');
        const all = await sessions.openAll();
        await chooseAgents(services, all.find((one) => one.root === root) ?? all[0]);
      }),
      commands.register('swarmAutofix.openSettings', () =>
        vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${id}`),
      ),
      commands.register('swarmAutofix.openWalkthrough', () =>
        contextKeys.tellAgainAfter(() =>
          vscode.commands.executeCommand(
            'workbench.action.openWalkthrough',
            `${id}#${walkthroughId}`,
            false,
          ),
        ),
      ),
      commands.register('swarmAutofix.clean', async () => {
        const { cleanUpFlow } = await import('./cleanUpFlow.ts');
        await cleanUpFlow(services);
      }),
      commands.register('swarmAutofix.reportIssue', async () => {
        const { reportIssue } = await import('./report/reportIssue.ts');
        await reportIssue(services);
      }),
    );
  },
};
