import type { Logger } from '../base/logger.ts';
import { RunnerNotes } from '../clients/runnerNotes.ts';
import type { AgentUsage } from '../protocol/agentUsage.ts';
import type { RunnerEvent } from '../protocol/taskFile.ts';
import { answerQuestion, type HostAgentProvider } from './hostAnswers.ts';
import { noteLent } from './lentTerminals.ts';
import type { RateLimits } from './rateLimits.ts';
import type { RunRecorder } from './runRecorder.ts';
import type { SpendingWatch } from './spendingWatch.ts';

export interface RunnerNewsParts {
  readonly recorder: RunRecorder;
  readonly log: Logger;
  readonly limits: RateLimits;
  readonly spending: SpendingWatch;
  /** Undefined where there is no host that agents could live in. */
  readonly hostAgents: HostAgentProvider | undefined;
  /** Fires when nobody works for that order any more. */
  readonly signalFor: (orderId: string) => AbortSignal;
}

function usageOf(event: Extract<RunnerEvent, { event: 'usage' }>): AgentUsage {
  const { agent, model, inputTokens, outputTokens, cost, issueIds } = event;
  const usage = { agent, model, inputTokens, outputTokens, issueIds };
  return cost === undefined ? usage : { ...usage, cost };
}

/** Does what the news of runners ask for; what an order has come to is not among them. */
export class RunnerNews {
  readonly #parts: RunnerNewsParts;
  readonly #notes: RunnerNotes;

  constructor(parts: RunnerNewsParts) {
    this.#parts = parts;
    this.#notes = new RunnerNotes(parts.log);
  }

  hear(orderId: string, event: RunnerEvent): void {
    this.#notes.hear(event);
    const { limits, spending } = this.#parts;
    if (event.event === 'lent') this.#noteLent(event);
    if (event.event === 'asked') this.#answer(orderId, event.number);
    if (event.event === 'usage') spending.hear(orderId, usageOf(event));
    if (event.event === 'limited') limits.hear(orderId, event.agent);
  }

  #answer(orderId: string, number: number): void {
    const { recorder, log, hostAgents, signalFor } = this.#parts;
    const place = { directory: recorder.taskDirectory(orderId), number };
    answerQuestion(hostAgents, place, signalFor(orderId)).catch((error: unknown) =>
      log.error(`A question about ${orderId} could not be answered`, error),
    );
  }

  #noteLent(event: Extract<RunnerEvent, { event: 'lent' }>): void {
    const { recorder, log } = this.#parts;
    noteLent(recorder, event).catch((error: unknown) =>
      log.error(`It could not be written down that ${event.id} is ${event.state}`, error),
    );
  }
}
