/** How far a foreign program is held to its worktree by the operating system. */
export type Confinement =
  /** Where that can be done here. */
  | 'auto'
  /** Else it is not started at all. */
  | 'required'
  | 'off';

/** What every foreign program that edits files is held to. */
export interface Leash {
  readonly confine: Confinement;
  /** What it may write to besides its worktree: its own state. `~` stands for the user's folder. */
  readonly writable: readonly string[];
  /** How often it may try again, told what the checkers said. */
  readonly retries: number;
}

/**
 * A program that edits files, started in the worktree with the prompt on its standard input. Unless it
 * says otherwise it is not confined, and tries once: whoever has written it down knows what it writes.
 */
export interface CommandAgentSettings extends Partial<Leash> {
  readonly kind: 'command';
  readonly id: string;
  /** Run by the shell. */
  readonly command: string;
}

/** In US dollars for a million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** In which of their ways programs tell what a turn has used. */
export type UsageReading =
  /** In any of the ways below: nobody has looked yet. */
  | 'any'
  /** The answer to a prompt has the sum of all calls. */
  | 'turnTotal'
  /** The answer has the last call only; a running sum of money comes along the way. */
  | 'lastCall'
  /** The answer has a private field with a quota and the sum. */
  | 'quota'
  /** Each piece of the answer may have the use of one call. */
  | 'eachCall';

/** A program that speaks the Agent Client Protocol. */
export interface AcpAgentSettings extends Leash {
  readonly kind: 'acp';
  readonly id: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The mode of a session to ask for; empty for the program's own. */
  readonly mode: string;
  /** The mode to ask for instead when we confine it: some cannot confine their commands twice. */
  readonly confinedMode?: string;
  /** The same for the model. */
  readonly model: string;
  readonly usage: UsageReading;
  /** False for a program that cannot make a file when it may read and write through its client. */
  readonly clientFiles: boolean;
  /** Commands that it may run, by their first words, besides those that only read. */
  readonly allow: readonly string[];
  /** Where the program does not tell what it costs. */
  readonly price?: TokenPrice;
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

/** An agent that lives in the host, such as a chat model of an editor: only such a host has it. */
export interface HostAgentSettings {
  readonly kind: 'host';
  readonly id: string;
  /** How often it may try again, told what the checkers said. */
  readonly retries: number;
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
  | HostAgentSettings
  | CommandAgentSettings
  | AcpAgentSettings
  | RemoteAgentSettings
  | MahavishnuAgentSettings;
