import type { Agent, AgentContext, AgentReport } from '../../agent.ts';
import type { Fixer, FixWorth } from '../fixer.ts';
import { QuickFixAgent } from '../quickFixAgent.ts';
import type { EditorFixer } from './editorFixer.ts';

/** Mends with the editor's own quick fixes. Whose they are, and how good, nobody here knows. */
export class EditorAgent implements Agent {
  readonly id = 'editor';
  readonly isForeign = false;
  readonly isUnjudged = true;
  readonly #quickFixes: QuickFixAgent;

  /** @param cascadeFixers know what to do about what the editor's edits bring about. */
  constructor(editor: EditorFixer, worth: FixWorth, cascadeFixers: readonly Fixer[]) {
    this.#quickFixes = new QuickFixAgent([editor], worth, cascadeFixers);
  }

  attempt(context: AgentContext): Promise<AgentReport> {
    return this.#quickFixes.attempt(context);
  }
}
