import { EslintFixer } from '../agents/quickFix/eslint/eslintFixer.ts';
import type { Fixer } from '../agents/quickFix/fixer.ts';
import { RuffFixer } from '../agents/quickFix/ruff/ruffFixer.ts';
import { TypeScriptFixer } from '../agents/quickFix/typescript/typeScriptFixer.ts';
import type { RunProcess } from '../base/runProcess.ts';
import type { Checker } from '../checkers/checker.ts';
import { CommandChecker } from '../checkers/command/commandChecker.ts';
import { EslintChecker } from '../checkers/eslint/eslintChecker.ts';
import { createEslintEngine } from '../checkers/eslint/eslintEngine.ts';
import { RuffChecker } from '../checkers/ruff/ruffChecker.ts';
import { openRuff } from '../checkers/ruff/ruffTools.ts';
import { publicSurface } from '../checkers/typescript/publicSurface.ts';
import { openTypeScript } from '../checkers/typescript/typeScriptTools.ts';
import type {
  CheckerSettings,
  CommandCheckerSettings,
  LanguageServerSettings,
} from '../protocol/settings.ts';
import { Baselines } from './baselines.ts';
import type { SurfaceReader } from './surfaces.ts';

/** The tools of one worktree: who complains, and who knows edits. Kept warm between jobs. */
export interface Workbench {
  readonly checkers: readonly Checker[];
  readonly fixers: readonly Fixer[];
  /** Undefined when nothing here knows what others can use of a file. */
  readonly surfaceOf: SurfaceReader | undefined;
  readonly baselines: Baselines;
  /** What is missing of what the project asks for, each in one line that says what to do. */
  readonly notes: readonly string[];
  dispose(): Promise<void>;
}

interface Tools {
  readonly checkers: readonly Checker[];
  readonly fixers: readonly Fixer[];
  readonly surfaceOf?: SurfaceReader;
  readonly note?: string | undefined;
  readonly dispose: () => Promise<void> | void;
}

const noTools: Tools = { checkers: [], fixers: [], dispose: () => undefined };

type BuiltInKind = 'typescript' | 'eslint' | 'ruff';

/** Found in a project by themselves; a project that has no use for one gets none. */
const builtIns: Readonly<Record<BuiltInKind, (request: WorkbenchRequest) => Promise<Tools>>> = {
  typescript: async ({ root, run }) => {
    const { checker, engine, note } = await openTypeScript(root, { run });
    const checkers = checker === undefined ? [] : [checker];
    if (engine === undefined) return { ...noTools, checkers, note };
    return {
      checkers,
      fixers: [new TypeScriptFixer(engine)],
      surfaceOf: (file) => publicSurface(engine, file),
      note,
      dispose: () => engine.dispose(),
    };
  },
  eslint: async ({ root }) => {
    const engine = await createEslintEngine(root);
    if (engine === undefined) return noTools;
    const checkers = [new EslintChecker(engine)];
    return { checkers, fixers: [new EslintFixer(engine)], dispose: () => engine.dispose() };
  },
  ruff: async ({ root, run }) => {
    const { engine, note } = await openRuff(root, { run });
    if (engine === undefined) return { ...noTools, note };
    const checkers = [new RuffChecker(engine)];
    return { checkers, fixers: [new RuffFixer(engine)], dispose: () => engine.dispose() };
  },
};

async function openBuiltIn(kind: BuiltInKind, request: WorkbenchRequest): Promise<Tools> {
  const tools = await builtIns[kind](request);
  const isAsked = request.settings.some((entry) => entry.kind === kind);
  return isAsked ? tools : { ...tools, checkers: [], note: undefined };
}

function openCommand(settings: CommandCheckerSettings, request: WorkbenchRequest): Tools {
  const { root, run, knownSources } = request;
  const checker = new CommandChecker({ settings, root, knownSources, run });
  return { checkers: [checker], fixers: [], dispose: () => checker.dispose() };
}

// Loaded only when it is asked for: the protocol is a good part of the runner, and few projects need it.
async function openLanguageServer(
  settings: LanguageServerSettings,
  request: WorkbenchRequest,
): Promise<Tools> {
  const [{ LanguageServer }, { LanguageServerChecker }, { LanguageServerFixer }] =
    await Promise.all([
      import('../checkers/languageServer/languageServer.ts'),
      import('../checkers/languageServer/languageServerChecker.ts'),
      import('../agents/quickFix/languageServer/languageServerFixer.ts'),
    ]);
  const { root, listFiles, knownSources } = request;
  const server = new LanguageServer({ settings, root, listFiles });
  const checker = new LanguageServerChecker(server, knownSources);
  return {
    checkers: [checker],
    fixers: [new LanguageServerFixer(server, (diagnostic) => checker.claims(diagnostic))],
    dispose: () => server.dispose(),
  };
}

export interface WorkbenchRequest {
  /** Absolute. */
  readonly root: string;
  readonly settings: readonly CheckerSettings[];
  /** Sources of diagnostics that the configured checkers are known to report. */
  readonly knownSources: readonly string[];
  readonly run: RunProcess;
  /** The files that git knows, relative to the root. */
  readonly listFiles: () => Promise<string[]>;
}

/**
 * Sets up the checkers that are asked for. What knows edits is set up wherever the project has it:
 * whoever complains, TypeScript's own edits fit TypeScript's problems.
 */
export async function createWorkbench(request: WorkbenchRequest): Promise<Workbench> {
  const opened: Tools[] = [];
  for (const kind of ['typescript', 'eslint', 'ruff'] as const) {
    opened.push(await openBuiltIn(kind, request));
  }
  for (const entry of request.settings) {
    if (entry.kind === 'command') opened.push(openCommand(entry, request));
    if (entry.kind === 'lsp') opened.push(await openLanguageServer(entry, request));
  }
  return {
    checkers: opened.flatMap((tools) => tools.checkers),
    fixers: opened.flatMap((tools) => tools.fixers),
    baselines: new Baselines(),
    surfaceOf: opened.find((tools) => tools.surfaceOf !== undefined)?.surfaceOf,
    notes: opened.flatMap((tools) => tools.note ?? []),
    dispose: async () => {
      for (const tools of opened) await tools.dispose();
    },
  };
}
