/** A program that edits files, started in the worktree with the prompt on its standard input. */
export interface CommandAgentSettings {
  readonly kind: 'command';
  readonly id: string;
  /** Run by the shell. */
  readonly command: string;
}

/** A program that prints problems. */
export interface CommandCheckerSettings {
  readonly kind: 'command';
  readonly id: string;
  /** Run by the shell at the root of the worktree. */
  readonly command: string;
  /** A problem matcher as in a VS Code task, for output in no format that is known by itself. */
  readonly problemMatcher?: unknown;
}

/** A language server that reports problems and may offer code actions. */
export interface LanguageServerSettings {
  readonly kind: 'lsp';
  readonly id: string;
  readonly command: string;
  readonly args: readonly string[];
  /** File endings it is asked about, such as `.py`. */
  readonly extensions: readonly string[];
  readonly languageId: string;
  readonly initializationOptions?: unknown;
  /** Answers to `workspace/configuration`, by section. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** One of the checkers that are found in a project by themselves. */
export interface BuiltInCheckerSettings {
  readonly kind: 'typescript' | 'eslint' | 'ruff';
}

export type CheckerSettings =
  | BuiltInCheckerSettings
  | CommandCheckerSettings
  | LanguageServerSettings;

/** The first rung: no model, no cost. */
export interface QuickFixAgentSettings {
  readonly kind: 'quickfix';
  readonly id: 'quickfix';
}

/** The quick fixes of the editor that the problems are shown in: only a host that is one has them. */
export interface EditorAgentSettings {
  readonly kind: 'editor';
  readonly id: 'editor';
}

/** The runner of another machine, which shares no files with this one; what it edits is judged here. */
export interface RemoteAgentSettings {
  readonly kind: 'remote';
  readonly id: string;
  /** Run by the shell: a task comes as a bundle on its standard input, a bundle goes out. */
  readonly command: string;
  /** The ladder over there. */
  readonly agents: readonly (QuickFixAgentSettings | CommandAgentSettings)[];
}

/** A worker of a Mahavishnu server that is an agent itself. */
export interface MahavishnuAgentSettings {
  readonly kind: 'mahavishnu';
  readonly id: string;
  /** What the server calls that sort of worker, such as `terminal-claude`. */
  readonly workerType: string;
  /** The address of the server; empty until a run has filled in its own. */
  readonly server: string;
}

export type AgentSettings =
  | QuickFixAgentSettings
  | EditorAgentSettings
  | CommandAgentSettings
  | RemoteAgentSettings
  | MahavishnuAgentSettings;
