const vscode = require('vscode');

async function ask(name) {
  const options = { input: {}, toolInvocationToken: undefined };
  try {
    const { content } = await vscode.lm.invokeTool(name, options);
    vscode.window.showInformationMessage(content.map(({ value }) => value).join(' '));
  } catch (error) {
    vscode.window.showErrorMessage(`Asker was refused: ${error.message}`);
  }
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('asker.fix', () => ask('swarm_fix_problems')),
    vscode.commands.registerCommand('asker.review', () => ask('swarm_review')),
  );
};
