import type { Logger } from '../base/logger.ts';
import type { AgentUsage } from '../protocol/agentUsage.ts';
import type { RunRecorder } from './runRecorder.ts';
import type { StopCause } from './stopCause.ts';

export interface SpendingWatchParts {
  readonly recorder: RunRecorder;
  readonly log: Logger;
  /** Called when a budget of the run is spent. */
  readonly onSpent: (cause: StopCause) => void;
}

/** Writes down what agents use, and holds it against the budgets of the run. */
export class SpendingWatch {
  readonly #parts: SpendingWatchParts;
  #cost = 0;
  #tokens = 0;
  /** Agents whose price is not known, and of which that was said. */
  readonly #unpriced = new Set<string>();

  constructor(parts: SpendingWatchParts) {
    this.#parts = parts;
  }

  hear(taskId: string, usage: AgentUsage): void {
    const { recorder, log, onSpent } = this.#parts;
    recorder
      .append({ event: 'spent', taskId, ...usage })
      .catch((error: unknown) =>
        log.error(`It could not be written down what ${usage.agent} has used`, error),
      );
    this.#cost += usage.cost ?? 0;
    this.#tokens += usage.inputTokens + usage.outputTokens;
    const { maxCost, maxTokens } = recorder.record.options;
    if (maxCost !== undefined && usage.cost === undefined) this.#warn(usage.agent);
    if (maxCost !== undefined && this.#cost >= maxCost) onSpent({ kind: 'cost', most: maxCost });
    if (maxTokens !== undefined && this.#tokens >= maxTokens) {
      onSpent({ kind: 'tokens', most: maxTokens });
    }
  }

  #warn(agent: string): void {
    if (this.#unpriced.has(agent)) return;
    this.#unpriced.add(agent);
    const advice = 'the budget cannot be held for it; use --max-tokens';
    this.#parts.log.warn(`Nobody knows what ${agent} costs: ${advice}.`);
  }
}
