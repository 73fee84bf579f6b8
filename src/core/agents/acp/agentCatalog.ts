import type { AcpAgentSettings, UsageReading } from '../../protocol/settings.ts';

/** A program that is known to speak the Agent Client Protocol; new ones are lines of data. */
export interface CatalogEntry {
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The mode in which it asks before it acts; empty where that is its usual one. */
  readonly mode: string;
  /** The mode to ask for instead when we confine it: some cannot confine their commands twice. */
  readonly confinedMode?: string;
  readonly usage: UsageReading;
  /** False for a program that cannot make a file when it may read and write through its client. */
  readonly clientFiles?: false;
  /** Its own state, which it has to write. */
  readonly state: readonly string[];
  /** What to type to install it. */
  readonly install: string;
  /** What to type to sign in, once. */
  readonly signIn: string;
}

/** Of OpenCode: it asks for nothing unless its configuration says so. */
const openCodePermissions = JSON.stringify({
  autoupdate: false,
  permission: { edit: 'ask', bash: 'ask', webfetch: 'deny', external_directory: 'deny' },
});

/**
 * Sources: the public registry of the protocol for how they are started, and their own documentation
 * for the rest.
 */
export const agentCatalog: readonly CatalogEntry[] = [
  {
    ...{ id: 'opencode', name: 'OpenCode', command: 'opencode', args: ['acp'] },
    env: { OPENCODE_CONFIG_CONTENT: openCodePermissions },
    ...{ mode: 'build', usage: 'lastCall' },
    state: ['config', 'local/share', 'local/state', 'cache'].map((name) => `~/.${name}/opencode`),
    ...{ install: 'npm install -g opencode-ai', signIn: 'opencode auth login' },
  },
  {
    ...{ id: 'codex', name: 'Codex', command: 'codex-acp', args: [], env: {} },
    ...{ mode: 'workspace-write', confinedMode: 'agent-full-access' },
    ...{ usage: 'turnTotal', state: ['~/.codex'] },
    ...{ install: 'npm install -g @agentclientprotocol/codex-acp', signIn: 'codex login' },
  },
  {
    ...{ id: 'claude', name: 'Claude', command: 'claude-agent-acp', args: [], env: {} },
    ...{ mode: 'default', usage: 'turnTotal', state: ['~/.claude', '~/.claude.json'] },
    ...{ install: 'npm install -g @agentclientprotocol/claude-agent-acp', signIn: 'claude /login' },
  },
  {
    ...{ id: 'gemini', name: 'Gemini CLI', command: 'gemini', args: ['--acp'], env: {} },
    ...{ mode: 'default', usage: 'quota', clientFiles: false, state: ['~/.gemini'] },
    ...{ install: 'npm install -g @google/gemini-cli', signIn: 'gemini' },
  },
  {
    ...{ id: 'qwen', name: 'Qwen Code', command: 'qwen', args: ['--acp'], env: {} },
    ...{ mode: 'default', usage: 'eachCall', state: ['~/.qwen'] },
    ...{ install: 'npm install -g @qwen-code/qwen-code', signIn: 'qwen' },
  },
  {
    ...{ id: 'copilot', name: 'GitHub Copilot CLI', command: 'copilot', args: ['--acp'], env: {} },
    ...{ mode: '', usage: 'turnTotal', state: ['~/.copilot', '~/.config/github-copilot'] },
    ...{ install: 'npm install -g @github/copilot', signIn: 'copilot login' },
  },
  {
    ...{ id: 'cline', name: 'Cline', command: 'cline', args: ['--acp'], env: {} },
    ...{ mode: '', usage: 'turnTotal', state: ['~/.cline'] },
    ...{ install: 'npm install -g cline', signIn: 'cline auth' },
  },
  {
    ...{ id: 'goose', name: 'Goose', command: 'goose', args: ['acp'], env: {} },
    ...{ mode: '', usage: 'turnTotal' },
    state: ['~/.config/goose', '~/.local/share/goose', '~/.local/state/goose'],
    install: 'see the installation page of Goose',
    signIn: 'goose configure',
  },
];

/** The entry of whatever is started by that command. */
function entryOf(command: string): CatalogEntry | undefined {
  return agentCatalog.find((entry) => entry.command === command);
}

/** What to type for a program that is not installed; undefined when nobody knows. */
export function howToInstall(command: string): string | undefined {
  return entryOf(command)?.install;
}

/** What to do about a program that is not signed in. */
export function howToSignIn(command: string): string {
  const known = entryOf(command);
  return known === undefined ? 'sign in with it' : `type "${known.signIn}"`;
}

/** So often an agent may try again unless somebody says otherwise. */
export const usualRetries = 1;

/** One that is known, with what is usual. */
export function catalogAgent(entry: CatalogEntry): AcpAgentSettings {
  const { id, command, args, env, mode, usage, state, clientFiles = true } = entry;
  const { confinedMode } = entry;
  return {
    ...{ kind: 'acp', id, command, args, env, mode, model: '', usage, clientFiles, allow: [] },
    ...{ confine: 'auto', writable: state, retries: usualRetries },
    ...(confinedMode === undefined ? {} : { confinedMode }),
  };
}
