import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type ts from 'typescript';
import { type Logger, silentLogger } from '../../../base/logger.ts';
import { messageOf, throwIfCancelled } from '../../../base/swarmError.ts';
import {
  convertDiagnostic,
  relativePath,
} from '../../../checkers/typescript/diagnosticConversion.ts';
import type { TypeScriptEngine } from '../../../checkers/typescript/typeScriptEngine.ts';
import type { TypeScriptLibrary } from '../../../checkers/typescript/typeScriptInstallation.ts';
import type { TypeScriptProject } from '../../../checkers/typescript/typeScriptProject.ts';
import type { Diagnostic } from '../../../protocol/diagnostic.ts';
import type { CandidateFix, Fixer, TextEdit } from '../fixer.ts';
import { findIndentStyle } from './editorConfig.ts';
import { traitsOf } from './fixTrait.ts';
import { detectFormatStyle, formatSettings } from './formatStyle.ts';
import { judgeTypeScriptFix } from './typeScriptFixWorth.ts';

const sources = new Set(['ts', 'js', 'typescript', 'tsc']);
const sourceFile = /\.[cm]?[jt]sx?$/;

interface Place {
  readonly project: TypeScriptProject;
  readonly diagnostic: ts.Diagnostic & { readonly file: ts.SourceFile; readonly start: number };
}

/** Offers TypeScript's own quick fixes, each with what it is worth. */
export class TypeScriptFixer implements Fixer {
  readonly id = 'typescript';
  readonly #engine: TypeScriptEngine;
  readonly #logger: Logger;

  /** @param logger hears of fixes that TypeScript itself fails to make. */
  constructor(engine: TypeScriptEngine, logger: Logger = silentLogger) {
    this.#engine = engine;
    this.#logger = logger;
  }

  handles({ source, file, code }: Diagnostic): boolean {
    return sources.has(source.toLowerCase()) && sourceFile.test(file) && /^\d+$/.test(code);
  }

  async candidates(
    diagnostics: readonly Diagnostic[],
    signal: AbortSignal,
  ): Promise<readonly (readonly CandidateFix[])[]> {
    throwIfCancelled(signal);
    const library = this.#engine.library();
    return this.#engine.use(async (projects) => {
      const all: (readonly CandidateFix[])[] = [];
      for (const diagnostic of diagnostics) {
        throwIfCancelled(signal);
        const place = this.#find(library, projects, diagnostic);
        all.push(place === undefined ? [] : await this.#fixesAt(library, place));
      }
      return all;
    });
  }

  #find(
    library: TypeScriptLibrary,
    projects: readonly TypeScriptProject[],
    wanted: Diagnostic,
  ): Place | undefined {
    const { root } = this.#engine;
    const path = resolve(root, wanted.file).replaceAll('\\', '/');
    for (const project of projects) {
      const rate = (one: ts.Diagnostic): number =>
        closeness(convertDiagnostic(library, one, root, project.configPath), wanted);
      const diagnostic =
        closest(project.diagnosticsOf(path).filter(isPlaced), rate) ??
        closest(project.suggestionsOf(path).filter(isPlaced), rate);
      if (diagnostic !== undefined) return { project, diagnostic };
    }
    return undefined;
  }

  async #fixesAt(library: TypeScriptLibrary, place: Place): Promise<readonly CandidateFix[]> {
    const { program } = place.project;
    const { file, start } = place.diagnostic;
    const alternatives = await this.#askTypeScript(library, place);
    const candidates: CandidateFix[] = [];
    for (const fix of alternatives) {
      const edits = await this.#editsOf(fix, program);
      if (edits === undefined) continue;
      const traits = traitsOf(library, { fix, alternatives, program, file, start });
      const { worth, reason } = judgeTypeScriptFix(fix.fixName, traits);
      const isNew = !candidates.some((known) => isDeepStrictEqual(known.edits, edits));
      const isRespelling = fix.fixName === 'spelling';
      if (worth !== 'never' && isNew) {
        candidates.push({ title: fix.description, edits, worth, reason, isRespelling });
      }
    }
    const rank = ({ worth }: CandidateFix): number => (worth === 'safe' ? 0 : 1);
    return candidates.toSorted((left, right) => rank(left) - rank(right));
  }

  async #askTypeScript(
    library: TypeScriptLibrary,
    { project, diagnostic }: Place,
  ): Promise<readonly ts.CodeFixAction[]> {
    const { file, start, length = 0, code } = diagnostic;
    const indent = await findIndentStyle(this.#engine.root, file.fileName);
    const style = detectFormatStyle(file.text, indent);
    const preferences: ts.UserPreferences = {
      quotePreference: style.quotes,
      importModuleSpecifierEnding: needsEndings(library, project.options) ? 'js' : 'auto',
    };
    try {
      const settings = formatSettings(library, style);
      const end = start + length;
      return project.languageService.getCodeFixesAtPosition(
        file.fileName,
        start,
        end,
        [code],
        settings,
        preferences,
      );
    } catch (error) {
      // A fix that TypeScript fails to make is one that it does not have.
      this.#logger.warn(
        `TypeScript fails to mend TS${code} in ${file.fileName}: ${messageOf(error)}`,
      );
      return [];
    }
  }

  /** Undefined when the fix does more than to edit sources of the worktree. */
  async #editsOf(
    { changes, commands }: ts.CodeFixAction,
    program: ts.Program,
  ): Promise<readonly TextEdit[] | undefined> {
    if (changes.length === 0 || (commands ?? []).length > 0) return undefined;
    const edits: TextEdit[] = [];
    for (const { fileName, textChanges } of changes) {
      const file = relativePath(this.#engine.root, fileName);
      const isInside = !file.startsWith('../') && !/(^|\/)node_modules\//.test(file);
      const text =
        isInside && sourceFile.test(file) ? program.getSourceFile(fileName)?.text : undefined;
      const shift = text === undefined ? undefined : await offsetOnDisk(fileName, text);
      if (shift === undefined) return undefined;
      edits.push(...textChanges.map((change) => editOf(file, change, shift)));
    }
    return edits;
  }
}

/** In ES modules of Node, relative imports name the file with its ending. */
function needsEndings(library: TypeScriptLibrary, options: ts.CompilerOptions): boolean {
  const { ModuleKind, ModuleResolutionKind } = library;
  const { module = ModuleKind.None, moduleResolution } = options;
  return moduleResolution === undefined
    ? module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext
    : [ModuleResolutionKind.Node16, ModuleResolutionKind.NodeNext].includes(moduleResolution);
}

function isPlaced(diagnostic: ts.Diagnostic): diagnostic is Place['diagnostic'] {
  return diagnostic.file !== undefined && diagnostic.start !== undefined;
}

/** How sure it is that both are the same diagnostic; 0: they are not. */
function closeness(found: Diagnostic, wanted: Diagnostic): number {
  const isSameLine = found.range.line === wanted.range.line;
  if (found.code !== wanted.code || !isSameLine) return 0;
  const isSameColumn = found.range.column === wanted.range.column;
  return 1 + (isSameColumn ? 2 : 0) + (found.message === wanted.message ? 1 : 0);
}

function closest<T>(items: readonly T[], rate: (item: T) => number): T | undefined {
  const rated = items.map((item) => ({ item, rate: rate(item) })).filter((one) => one.rate > 0);
  return rated.toSorted((left, right) => right.rate - left.rate)[0]?.item;
}

/**
 * How far TypeScript's offsets are from those on the disk: it drops a byte order mark. Undefined when
 * the file is not what TypeScript has read, because it is in another encoding.
 */
async function offsetOnDisk(path: string, text: string): Promise<number | undefined> {
  const onDisk = await readFile(path, 'utf8');
  if (onDisk === text) return 0;
  return onDisk === `\uFEFF${text}` ? 1 : undefined;
}

function editOf(file: string, { span, newText }: ts.TextChange, shift: number): TextEdit {
  const start = span.start + shift;
  return { file, start, end: start + span.length, newText };
}
