import { messageOf } from '../base/swarmError.ts';
import type { EditorFix } from '../protocol/editorFix.ts';
import type { Issue } from '../protocol/issue.ts';
import type { AgentSettings } from '../protocol/settings.ts';
import type { SwarmTask } from '../protocol/swarmTask.ts';
import type { FixJob } from '../protocol/taskFile.ts';

/**
 * Asks an editor for its quick fixes.
 * @param issues those of the task that it is asked about.
 * @param signal fires when nobody waits for the answer any more.
 */
export type EditorFixProvider = (
  task: SwarmTask,
  issues: readonly Issue[],
  signal: AbortSignal,
) => Promise<readonly EditorFix[]>;

/** What came of asking; the note says what went wrong, or is empty. */
export interface EditorAnswer {
  readonly fixes: readonly EditorFix[];
  readonly note: string;
}

const nothing: EditorAnswer = { fixes: [], note: '' };

/** An editor that takes longer than that for one task only holds a worker up. */
const timeLimitMs = 5_000;

/** Tools whose edits the quick fixes of the runner know, and better than an editor tells them. */
const knownToQuickFixes: ReadonlySet<string> = new Set(['ts', 'eslint', 'ruff']);

function issuesFor(job: FixJob): readonly Issue[] {
  const has = (kind: AgentSettings['kind']): boolean =>
    job.agents.some((agent) => agent.kind === kind);
  if (!has('editor')) return [];
  const { issues } = job.task;
  return has('quickfix') ? issues.filter((issue) => !knownToQuickFixes.has(issue.source)) : issues;
}

/** Asks the editor about each task once. Whatever goes wrong costs only the editor's fixes. */
export class EditorFixes {
  readonly #provider: EditorFixProvider | undefined;
  readonly #limitMs: number;
  readonly #answers = new Map<string, Promise<EditorAnswer>>();

  /** @param provider undefined where there is no editor. */
  constructor(provider: EditorFixProvider | undefined, limitMs = timeLimitMs) {
    this.#provider = provider;
    this.#limitMs = limitMs;
  }

  /** @param signal fires when the task is not wanted any more. */
  async ask(job: FixJob, signal: AbortSignal): Promise<EditorAnswer> {
    const { taskId } = job.task;
    const issues = issuesFor(job);
    if (this.#provider === undefined || issues.length === 0) return nothing;
    const answer = this.#answers.get(taskId) ?? this.#ask(this.#provider, job.task, issues, signal);
    this.#answers.set(taskId, answer);
    return answer;
  }

  async #ask(
    provider: EditorFixProvider,
    task: SwarmTask,
    issues: readonly Issue[],
    signal: AbortSignal,
  ): Promise<EditorAnswer> {
    if (signal.aborted) return nothing;
    const patience = new AbortController();
    const limit = AbortSignal.any([signal, patience.signal]);
    const timer = setTimeout(() => patience.abort(), this.#limitMs);
    try {
      const late = new Promise<undefined>((resolve) => {
        limit.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      const fixes = await Promise.race([provider(task, issues, limit), late]);
      if (fixes !== undefined) return { fixes, note: '' };
      return {
        fixes: [],
        note: `no answer within ${this.#limitMs / 1000} s; it is not waited for`,
      };
    } catch (error) {
      return { fixes: [], note: `its quick fixes cannot be had: ${messageOf(error)}` };
    } finally {
      clearTimeout(timer);
    }
  }
}
