import { type ChildProcess, spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonLines } from '../../src/core/base/jsonLines.ts';
import { LanguageServer } from '../../src/core/checkers/languageServer/languageServer.ts';
import { LanguageServerChecker } from '../../src/core/checkers/languageServer/languageServerChecker.ts';
import type { LanguageServerTiming } from '../../src/core/checkers/languageServer/languageServerTiming.ts';
import type { Diagnostic } from '../../src/core/protocol/diagnostic.ts';
import type { LanguageServerSettings } from '../../src/core/protocol/settings.ts';
import { type ServerScript, scriptedServerArgs } from './scriptedLanguageServer.ts';
import { type TemporaryProject, temporaryProject } from './temporaryProject.ts';

/** Long enough for a scripted server, and no longer. */
const quickTiming: LanguageServerTiming = {
  startMs: 10_000,
  answerMs: 10_000,
  shutdownMs: 1_000,
  quietMs: 50,
  unversionedQuietMs: 150,
  silenceMs: 250,
};

export interface ScriptedWorkspaceOptions {
  readonly timing?: Partial<LanguageServerTiming>;
  readonly settings?: Partial<LanguageServerSettings>;
  readonly knownSources?: readonly string[];
}

/** A message that the server received. */
export interface ReceivedMessage {
  readonly id?: number | string;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever it expects there.
  readonly params?: any;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

/** A project with a scripted language server at work in it. */
export interface ScriptedWorkspace {
  readonly project: TemporaryProject;
  readonly server: LanguageServer;
  readonly checker: LanguageServerChecker;
  /** All processes that were started, first to last. */
  readonly processes: readonly ChildProcess[];
  /** Ends the server, so that nothing is on its way, and gives what it was sent. */
  received(method?: string): Promise<ReceivedMessage[]>;
  remove(): Promise<void>;
}

function isMessage(value: unknown): value is ReceivedMessage {
  return typeof value === 'object' && value !== null;
}

export async function scriptedWorkspace(
  script: ServerScript,
  files: Readonly<Record<string, string>>,
  { timing, settings, knownSources }: ScriptedWorkspaceOptions = {},
): Promise<ScriptedWorkspace> {
  const project = await temporaryProject(files);
  const logs = await temporaryProject({});
  const logFile = logs.path('received.jsonl');
  const processes: ChildProcess[] = [];
  const server = new LanguageServer({
    settings: {
      kind: 'lsp',
      id: 'scripted',
      command: process.execPath,
      args: scriptedServerArgs(script, logFile),
      extensions: ['.txt'],
      languageId: 'plaintext',
      ...settings,
    },
    root: project.root,
    listFiles: () => filesIn(project.root),
    timing: { ...quickTiming, ...timing },
    spawn: (command, args, options) => {
      const child = spawn(command, args, options);
      processes.push(child);
      return child;
    },
  });
  return {
    project,
    server,
    checker: new LanguageServerChecker(server, knownSources),
    processes,
    async received(method) {
      await server.dispose();
      const messages = (await readJsonLines(logFile)).filter(isMessage);
      return messages.filter((message) => method === undefined || message.method === method);
    },
    async remove() {
      await server.dispose();
      await project.remove();
      await logs.remove();
    },
  };
}

/** All files below a folder, but those of packages. */
export async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !file.startsWith('node_modules'));
}

/** `file:line:column code`, which is what most tests are about. */
export function places(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ file, range, code }) => `${file}:${range.line}:${range.column} ${code}`,
  );
}
