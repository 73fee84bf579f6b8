import { splitCodeAndComments } from '../agents/codeAndComments.ts';
import { findSuppressions, newSuppressions } from '../agents/suppressions.ts';
import { groupBy } from '../base/groupBy.ts';
import type { FileChange } from '../git/changedTexts.ts';
import type { Verdict } from '../protocol/verdict.ts';

/** Why a diagnostic that is gone may not have been answered. */
export interface Suspicion {
  readonly verdict: Extract<Verdict, 'suppressed' | 'proposed'>;
  readonly reason: string;
}

type Detector = (change: FileChange) => Suspicion | undefined;

/** Shorter lines, such as a lone bracket, stand in comments by accident. */
const shortestTellingLine = 6;

const commentSigns = /^(\/\/+|\/?\*+|#+|<!--)\s*|\s*(\*\/|-->)$/g;

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split(/\r?\n/);
}

function suppressed(reason: string): Suspicion {
  return { verdict: 'suppressed', reason };
}

function proposed(reason: string): Suspicion {
  return { verdict: 'proposed', reason };
}

const addsSuppression: Detector = ({ before, after }) => {
  const [first] =
    before === undefined ? findSuppressions(after ?? '') : newSuppressions(before, after ?? '');
  return first === undefined
    ? undefined
    : suppressed(`adds ${first.pattern} in line ${first.line}`);
};

const declaresModuleAway: Detector = ({ before, after }) => {
  const shorthand = /declare\s+module\s+(['"])[^'"]+\1(?!\s*\{)/g;
  const grew = (after?.match(shorthand)?.length ?? 0) > (before?.match(shorthand)?.length ?? 0);
  return grew ? suppressed('declares a module without types, so that all of it is any') : undefined;
};

/** The lines of a text, trimmed, with whether there is code on them. */
function readLines(text: string | undefined): { line: string; isCode: boolean }[] {
  const code = linesOf(splitCodeAndComments(text ?? '').code);
  return linesOf(text).map((line, index) => ({
    line: line.trim(),
    isCode: (code[index] ?? '').trim() !== '',
  }));
}

function codeOf(lines: ReturnType<typeof readLines>): Map<string, number> {
  const code = lines.filter(({ line, isCode }) => isCode && line.length >= shortestTellingLine);
  return new Map([...groupBy(code, ({ line }) => line)].map(([line, all]) => [line, all.length]));
}

const hidesCodeInComments: Detector = ({ before, after }) => {
  const old = codeOf(readLines(before));
  const lines = readLines(after);
  const kept = codeOf(lines);
  const isRemoved = (line: string): boolean => (old.get(line) ?? 0) > (kept.get(line) ?? 0);
  const hidden = lines.findIndex(
    ({ line, isCode }) =>
      !isCode && (isRemoved(line) || isRemoved(line.replace(commentSigns, '').trim())),
  );
  return hidden < 0 ? undefined : suppressed(`turns code into a comment in line ${hidden + 1}`);
};

const deletesFile: Detector = ({ before, after }) =>
  before !== undefined && after === undefined ? proposed('deletes the file') : undefined;

const emptiesFile: Detector = ({ before, after }) => {
  const hasCode = (text: string | undefined): boolean =>
    readLines(text).some(({ isCode }) => isCode);
  return hasCode(before) && !hasCode(after) ? proposed('empties the file') : undefined;
};

const addsStub: Detector = ({ before, after }) => {
  const stub =
    /\b(throw|raise|panic)\b[^;]{0,60}(not.?implemented|unimplemented|todo\b)|\b(unimplemented|todo)!\(/gi;
  const grew = (after?.match(stub)?.length ?? 0) > (before?.match(stub)?.length ?? 0);
  return grew ? proposed('adds a stub that is not implemented') : undefined;
};

const deletesMuch: Detector = ({ before, after }) => {
  const lost = linesOf(before).filter((line) => line.trim() !== '').length;
  const left = linesOf(after).filter((line) => line.trim() !== '').length;
  const allowed = Math.max(10, Math.round(lost * 0.1));
  return lost - left > allowed ? proposed(`takes away ${lost - left} lines`) : undefined;
};

const detectors: readonly Detector[] = [
  addsSuppression,
  declaresModuleAway,
  hidesCodeInComments,
  deletesFile,
  emptiesFile,
  addsStub,
  deletesMuch,
];

/** The gravest thing that is odd about a change, if anything is. */
export function suspectChange(change: FileChange): Suspicion | undefined {
  return detectors.map((detect) => detect(change)).find((suspicion) => suspicion !== undefined);
}
