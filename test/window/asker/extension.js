const vscode = require('vscode');

async function ask(name, input = {}) {
  const options = { input, toolInvocationToken: undefined };
  try {
    const { content } = await vscode.lm.invokeTool(name, options);
    vscode.window.showInformationMessage(content.map(({ value }) => value).join(' '));
  } catch (error) {
    vscode.window.showErrorMessage(`Asker was refused: ${error.message}`);
  }
}

/** The editor gives tools of MCP servers names of its own, which end as the server has it. */
function askServer(name) {
  const tool = vscode.lm.tools.find(
    (one) => one.name.startsWith('mcp_') && one.name.endsWith(name),
  );
  if (tool === undefined) vscode.window.showErrorMessage(`Asker knows no ${name}`);
  return tool && ask(tool.name);
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('asker.fix', () => ask('swarm_fix_problems')),
    vscode.commands.registerCommand('asker.review', () => ask('swarm_review')),
    vscode.commands.registerCommand('asker.status', () => askServer('swarm_status')),
  );
};
