import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { Issue } from '../protocol/issue.ts';
import { compareDiagnosticOrder } from './diagnosticOrder.ts';
import { linesOf } from './lineMap.ts';
import { messageForm } from './messageForm.ts';
import { pairInTiers, type TierKey } from './pairInTiers.ts';

/** How the files of the issues are now. */
export interface PresentState {
  /** What every checker that claims an issue says now of all the files of the issues. */
  readonly diagnostics: readonly Diagnostic[];
  /** True when some checker would report such a diagnostic if it were still there. */
  claims(diagnostic: Pick<Diagnostic, 'source' | 'file'>): boolean;
  /** Undefined when there is no such file. */
  textOf(file: string): string | undefined;
  /** The ids of issues whose file has changed since the report: see `buildIssues`. */
  readonly doubtful: ReadonlySet<string>;
}

export interface DroppedIssue {
  readonly issue: Issue;
  readonly reason: string;
}

/** Every issue is in one of the three. */
export interface RefreshedIssues {
  /** Still reported: with the place, words and severity of now, under their old ids. */
  readonly refreshed: readonly Issue[];
  readonly dropped: readonly DroppedIssue[];
  /** No checker knows them, and their line is still what it was. */
  readonly unclaimed: readonly Issue[];
}

interface Trace {
  readonly diagnostic: Diagnostic;
  readonly subject: string;
  readonly message: string;
  readonly lineText: string;
  readonly isDoubtful: boolean;
}

const tiers: readonly TierKey<Trace>[] = [
  (trace) => keyOf(trace, trace.message, trace.lineText, `${trace.diagnostic.range.line}`),
  (trace) => keyOf(trace, trace.message, trace.lineText),
  (trace) => keyOf(trace, trace.message),
  // The line of a doubtful issue is not the one that its report spoke of.
  (trace) => (trace.isDoubtful || trace.lineText === '' ? undefined : keyOf(trace, trace.lineText)),
];

function keyOf({ subject }: Trace, ...parts: readonly string[]): string {
  return [subject, ...parts].join('\u0000');
}

/** The trimmed text of a line of a file, empty when it is not there; each file is split once. */
class LineTexts {
  readonly #textOf: PresentState['textOf'];
  readonly #lines = new Map<string, readonly string[] | undefined>();

  constructor(textOf: PresentState['textOf']) {
    this.#textOf = textOf;
  }

  at({ file, range }: Diagnostic): string {
    return this.#linesOf(file)?.[range.line - 1]?.trim() ?? '';
  }

  has(file: string): boolean {
    return this.#linesOf(file) !== undefined;
  }

  #linesOf(file: string): readonly string[] | undefined {
    if (!this.#lines.has(file)) {
      const text = this.#textOf(file);
      this.#lines.set(file, text === undefined ? undefined : linesOf(text));
    }
    return this.#lines.get(file);
  }
}

function traceOf(diagnostic: Diagnostic, lineText: string, isDoubtful = false): Trace {
  const { file, source, code, message } = diagnostic;
  const subject = [file, source, code].join('\u0000');
  return { diagnostic, subject, message: messageForm(message), lineText, isDoubtful };
}

function updated(issue: Issue, { range, severity, message }: Diagnostic, lineText: string): Issue {
  return { ...issue, range, severity, message, lineText };
}

/** Why an issue that no checker knows cannot be kept; undefined when it can. */
function staleness(issue: Issue, lines: LineTexts, { doubtful }: PresentState): string | undefined {
  if (!lines.has(issue.file)) return `${issue.file} does not exist any more`;
  const isSame = lines.at(issue) === issue.lineText;
  if (isSame && !doubtful.has(issue.id)) return undefined;
  return `${issue.file} has changed since this was reported, and no checker here knows ${issue.source || 'its source'}`;
}

/**
 * Brings issues up to date with their files. What a checker knows is found again among the fresh
 * diagnostics or dropped; what none knows is kept only while its line is what the report was about.
 * Nothing is guessed.
 */
export function refreshIssues(issues: readonly Issue[], now: PresentState): RefreshedIssues {
  const lines = new LineTexts(now.textOf);
  const sorted = issues.toSorted(compareDiagnosticOrder);
  const claimed = sorted.filter((issue) => now.claims(issue));
  const unknown = sorted.filter((issue) => !now.claims(issue));
  const { pairs, onlyBefore } = pairInTiers(
    claimed.map((issue) => ({
      ...traceOf(issue, issue.lineText, now.doubtful.has(issue.id)),
      issue,
    })),
    now.diagnostics
      .toSorted(compareDiagnosticOrder)
      .map((diagnostic) => traceOf(diagnostic, lines.at(diagnostic))),
    tiers,
  );
  const judged = unknown.map((issue) => ({ issue, reason: staleness(issue, lines, now) }));
  return {
    refreshed: pairs
      .map(([{ issue }, { diagnostic, lineText }]) => updated(issue, diagnostic, lineText))
      .toSorted(compareDiagnosticOrder),
    dropped: [
      ...onlyBefore.map(({ issue }) => ({ issue, reason: 'it is no longer reported' })),
      ...judged.flatMap(({ issue, reason }) => (reason === undefined ? [] : [{ issue, reason }])),
    ],
    unclaimed: judged.filter(({ reason }) => reason === undefined).map(({ issue }) => issue),
  };
}
