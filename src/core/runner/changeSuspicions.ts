import { findSuppressions, newSuppressions } from '../agents/suppressions.ts';
import type { FileChange } from '../git/changedTexts.ts';
import type { Verdict } from '../protocol/verdict.ts';

/** Why a diagnostic that is gone may not have been answered. */
export interface Suspicion {
  readonly verdict: Extract<Verdict, 'suppressed' | 'proposed'>;
  readonly reason: string;
}

type Detector = (change: FileChange) => Suspicion | undefined;

/** Shorter lines, such as a lone bracket, stand in comments by accident. */
const shortestTellingLine = 12;

const commentStart = /^\s*(\/\/+|\/?\*+|#+|<!--)\s?/;

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
  const shorthand = /declare\s+module\s+['"][^'"]+['"]\s*;/g;
  const grew = (after?.match(shorthand)?.length ?? 0) > (before?.match(shorthand)?.length ?? 0);
  return grew ? suppressed('declares a module without types, so that all of it is any') : undefined;
};

const hidesCodeInComments: Detector = ({ before, after }) => {
  const kept = new Set(linesOf(after).map((line) => line.trim()));
  const removed = new Set(
    linesOf(before)
      .map((line) => line.trim())
      .filter((line) => line.length >= shortestTellingLine && !kept.has(line)),
  );
  const hidden = linesOf(after).findIndex(
    (line) => commentStart.test(line) && removed.has(line.replace(commentStart, '').trim()),
  );
  return hidden < 0 ? undefined : suppressed(`turns code into a comment in line ${hidden + 1}`);
};

const deletesFile: Detector = ({ before, after }) =>
  before !== undefined && after === undefined ? proposed('deletes the file') : undefined;

const addsStub: Detector = ({ before, after }) => {
  const stub =
    /(throw|raise|panic|todo|unimplemented)[^\n]{0,40}not.?implemented|unimplemented!\(|todo!\(/gi;
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
  addsStub,
  deletesMuch,
];

/** The gravest thing that is odd about a change, if anything is. */
export function suspectChange(change: FileChange): Suspicion | undefined {
  return detectors.map((detect) => detect(change)).find((suspicion) => suspicion !== undefined);
}
