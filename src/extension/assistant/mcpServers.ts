import * as vscode from 'vscode';
import type { Contribution } from '../host/contribution.ts';
import { runnerEnvironment, storageFolder } from '../host/runnerEnvironment.ts';
import type { ExtensionServices } from '../host/services.ts';

/** One server a folder, started by the editor on the machine that the folder is on. */
function serversOf({ context, settings }: ExtensionServices): vscode.McpStdioServerDefinition[] {
  // Whoever starts a server in a folder trusts what is in it.
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const env = { ...runnerEnvironment(settings), SWARM_CACHE: storageFolder(settings) };
  return folders
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri, name }) => {
      const label = folders.length > 1 ? `Swarm Autofix (${name})` : 'Swarm Autofix';
      const args = [context.asAbsolutePath('dist/mcp.js'), '--folder', uri.fsPath];
      const { version } = context.extension.packageJSON;
      return new vscode.McpStdioServerDefinition(label, process.execPath, args, env, version);
    });
}

/** The MCP server, offered to whatever assistant the editor has. */
export const mcpServers: Contribution = {
  name: 'MCP server',
  register(services) {
    const changed = new vscode.EventEmitter<void>();
    const tell = (): void => changed.fire();
    return vscode.Disposable.from(
      changed,
      vscode.workspace.onDidChangeWorkspaceFolders(tell),
      vscode.workspace.onDidGrantWorkspaceTrust(tell),
      services.settings.onDidChange(tell),
      vscode.lm.registerMcpServerDefinitionProvider('swarmAutofix.mcp', {
        onDidChangeMcpServerDefinitions: changed.event,
        provideMcpServerDefinitions: () => serversOf(services),
      }),
    );
  },
};
