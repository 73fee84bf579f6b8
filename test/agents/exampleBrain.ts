import { exampleEdits } from './exampleEdits.ts';
import type { Brain } from './model/action.ts';

/** What it says when it has mended what it knows how to. */
export const lastWords = 'That is all that I know of.';

function filesIn(prompt: string): string[] {
  return (/Fix these problems in (.*)\.$/m.exec(prompt)?.[1] ?? '').split(', ');
}

/**
 * Mends in the example project what it knows how to, one edit after the other.
 * @param mayEnd what it waits for, with all its edits made, before it ends a turn.
 */
export function mendExample(mayEnd?: Promise<unknown>): Brain {
  return async ({ prompt, results }) => {
    const files = new Set(filesIn(prompt));
    const edits = exampleEdits.filter(([file]) => files.has(file));
    const edit = edits[results.length];
    if (edit === undefined) {
      await mayEnd;
      return { kind: 'say', text: lastWords };
    }
    const [path, oldText, newText] = edit;
    return { kind: 'replace', path, oldText, newText };
  };
}
