import { markerChecker } from '../support/markerProject.ts';
import type { CliOptions } from './cliWithAgent.ts';
import type { Action, Conversation } from './model/action.ts';

/** So many files with one problem each, which are found and mended at once. */
export function markedFiles(count: number): Pick<CliOptions, 'files' | 'check'> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const files = numbers.map((number): [string, string] => [
    `src/file${number}.txt`,
    `first ${number}\nBAD\nlast ${number}\n`,
  ]);
  return { files: Object.fromEntries(files), check: markerChecker };
}

/** The file that a prompt is about. */
export function fileIn({ prompt }: Conversation): string {
  return /Fix these problems in (.*)\.$/m.exec(prompt)?.[1] ?? '';
}

/** Mends the file of a task, and says so. */
export function mendMark(conversation: Conversation): Action {
  const path = fileIn(conversation);
  if (conversation.results.length > 0) return { kind: 'say', text: `Mended ${path}.` };
  return { kind: 'replace', path, oldText: 'BAD', newText: 'GOOD' };
}
