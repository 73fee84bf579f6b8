import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { severities } from '../../core/protocol/diagnostic.ts';
import type { SettingsReader } from '../settings/settingsReader.ts';
import {
  coveredLines,
  type EditorProblem,
  type FileProblems,
  type Rule,
  ruleOf,
  severityOf,
} from './editorProblem.ts';

/** All problems of one rule. */
export interface RuleProblems {
  readonly rule: Rule;
  /** By the file's URI as text; no file is empty. */
  readonly files: ReadonlyMap<string, readonly EditorProblem[]>;
  readonly count: number;
}

/** So long files are looked at before the editor has its turn again, in milliseconds. */
const stretchMs = 8;

/** So many milliseconds changes are gathered before they are told. */
const settleMs = 150;

/** By their URIs as text. */
type OpenDocuments = ReadonlyMap<string, vscode.TextDocument>;

/** Which problems somebody wants to see at all. */
interface Filter {
  readonly excluded: ReadonlySet<string>;
  /** The place of the least severity in the list of them. */
  readonly limit: number;
}

interface OpenRule {
  readonly rule: Rule;
  readonly files: Map<string, EditorProblem[]>;
  count: number;
}

/**
 * The problems of the workspace by rule and file, kept up to date file by file. It starts to look
 * when it is first asked.
 */
export class ProblemIndex implements vscode.Disposable {
  readonly #settings: SettingsReader;
  readonly #files = new Map<string, FileProblems>();
  readonly #rules = new Map<string, OpenRule>();
  readonly #changed = new vscode.EventEmitter<ReadonlySet<string>>();
  readonly #pending = new Map<string, vscode.Uri>();
  readonly #touchedRules = new Set<string>();
  readonly #subscriptions: vscode.Disposable[];
  /** Undefined: to be read anew. */
  #filter: Filter | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStarted = false;

  /** Tells the keys of the rules whose problems have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(settings: SettingsReader) {
    this.#settings = settings;
    const forgetFilter = settings.onDidChange(() => {
      this.#filter = undefined;
    });
    this.#subscriptions = [this.#changed, forgetFilter];
  }

  /** All rules with a problem, the most frequent first. */
  rules(): readonly RuleProblems[] {
    this.start();
    return [...this.#rules.values()].sort(
      (one, other) => other.count - one.count || one.rule.key.localeCompare(other.rule.key),
    );
  }

  rule(key: string): RuleProblems | undefined {
    return this.#rules.get(key);
  }

  /** All files with a problem, by their URI as text. */
  files(): ReadonlyMap<string, FileProblems> {
    this.start();
    return this.#files;
  }

  file(uri: vscode.Uri): FileProblems | undefined {
    this.#readNow(uri, openDocuments());
    this.#schedule();
    return this.#files.get(uri.toString());
  }

  /** Reads what is known by now; what comes later is read as it comes. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#subscriptions.push(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => this.#enqueue(uris)),
      this.#settings.onDidChange(() => this.#enqueueAll()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#enqueueAll()),
    );
    this.#enqueueAll();
  }

  /** Reads everything that has been announced and not been read; for those who cannot wait long. */
  async readPending(): Promise<void> {
    this.start();
    while (this.#pending.size > 0) {
      this.#readSome();
      await setImmediate();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #enqueueAll(): void {
    const known = [...this.#files.values()].map(({ uri }) => uri);
    this.#enqueue([...known, ...vscode.languages.getDiagnostics().map(([uri]) => uri)]);
  }

  #enqueue(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) this.#pending.set(uri.toString(), uri);
    // The text of an open file may change before its turn comes.
    const open = openDocuments();
    for (const key of open.keys()) {
      const uri = this.#pending.get(key);
      if (uri !== undefined) this.#readNow(uri, open);
    }
    this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.#goOn(), settleMs);
  }

  #goOn(): void {
    this.#readSome();
    this.#timer = this.#pending.size > 0 ? setTimeout(() => this.#goOn(), 0) : this.#announce();
  }

  #readSome(): void {
    const open = openDocuments();
    const end = performance.now() + stretchMs;
    for (const uri of this.#pending.values()) {
      this.#readNow(uri, open);
      if (performance.now() > end) return;
    }
  }

  #announce(): undefined {
    const touched = new Set(this.#touchedRules);
    this.#touchedRules.clear();
    if (touched.size > 0) this.#changed.fire(touched);
  }

  #readNow(uri: vscode.Uri, open: OpenDocuments): void {
    const key = uri.toString();
    this.#pending.delete(key);
    const document = open.get(key);
    const before = this.#files.get(key);
    const problems = this.#isOurs(uri) ? this.#problemsOf(uri, document) : [];
    if (before === undefined && problems.length === 0) return;
    if (before !== undefined && isSame(before, problems, document)) return;
    this.#forget(key, before);
    if (problems.length === 0) return;
    const version = document?.version;
    this.#files.set(key, { uri, version, receivedAt: Date.now(), problems });
    for (const problem of problems) this.#addToRule(key, problem);
  }

  #forget(key: string, before: FileProblems | undefined): void {
    this.#files.delete(key);
    for (const { rule } of before?.problems ?? []) {
      this.#touchedRules.add(rule.key);
      const open = this.#rules.get(rule.key);
      const inFile = open?.files.get(key);
      if (open === undefined || inFile === undefined) continue;
      open.files.delete(key);
      open.count -= inFile.length;
      if (open.count === 0) this.#rules.delete(rule.key);
    }
  }

  #addToRule(key: string, problem: EditorProblem): void {
    const { rule } = problem;
    this.#touchedRules.add(rule.key);
    const open = this.#rules.get(rule.key) ?? { rule, files: new Map(), count: 0 };
    this.#rules.set(rule.key, open);
    const inFile = open.files.get(key);
    if (inFile === undefined) open.files.set(key, [problem]);
    else inFile.push(problem);
    open.count += 1;
  }

  #isOurs(uri: vscode.Uri): boolean {
    return uri.scheme === 'file' && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  }

  #currentFilter(): Filter {
    this.#filter ??= {
      excluded: new Set(this.#settings.get('excludedSources')),
      limit: severities.indexOf(this.#settings.get('minimumSeverity')),
    };
    return this.#filter;
  }

  #problemsOf(uri: vscode.Uri, document: vscode.TextDocument | undefined): EditorProblem[] {
    const { excluded, limit } = this.#currentFilter();
    return vscode.languages.getDiagnostics(uri).flatMap((diagnostic) => {
      const rule = ruleOf(diagnostic);
      const severity = severityOf(diagnostic);
      if (severities.indexOf(severity) > limit || excluded.has(rule.source)) return [];
      const lines = document && coveredLines(document, diagnostic.range);
      return [{ uri, diagnostic, rule, severity, lines }];
    });
  }
}

/**
 * True when nobody has said anything new about a file. Then its problems are still about the text
 * that they came for, whatever has been typed since.
 */
function isSame(
  before: FileProblems,
  problems: readonly EditorProblem[],
  document: vscode.TextDocument | undefined,
): boolean {
  const wasOpen = before.version !== undefined;
  if (wasOpen !== (document !== undefined) || before.problems.length !== problems.length) {
    return false;
  }
  return before.problems.every(
    ({ diagnostic }, index) => diagnostic === problems[index]?.diagnostic,
  );
}

function openDocuments(): OpenDocuments {
  return new Map(vscode.workspace.textDocuments.map((one) => [one.uri.toString(), one]));
}

/** The document of a file, when it is open. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}
