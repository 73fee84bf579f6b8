import type { AgentWatcher } from '../agents/agent.ts';
import type { Clock } from '../base/clock.ts';
import type { Issue } from '../protocol/issue.ts';
import type { JobContext } from './jobContext.ts';

/** Nobody reads faster. */
const shortestMs = 250;

/** Passes on what an agent says while it works, not more often than anybody can read. */
export class AgentWatch implements AgentWatcher {
  readonly #agent: string;
  readonly #issueIds: readonly string[];
  readonly #emit: JobContext['emit'];
  readonly #now: Clock;
  #saidAt = Number.NEGATIVE_INFINITY;
  #unsaid = '';

  /** @param issues those that the agent was given. */
  constructor(
    agent: string,
    issues: readonly Issue[],
    { emit, now }: Pick<JobContext, 'emit' | 'now'>,
  ) {
    this.#agent = agent;
    this.#issueIds = issues.map(({ id }) => id);
    this.#emit = emit;
    this.#now = now;
  }

  said(text: string): void {
    this.#unsaid = text;
    if (this.#now() - this.#saidAt >= shortestMs) this.flush();
  }

  /** Says what was held back. */
  flush(): void {
    if (this.#unsaid === '') return;
    this.#emit({ event: 'said', agent: this.#agent, text: this.#unsaid });
    this.#unsaid = '';
    this.#saidAt = this.#now();
  }

  used(usage: Parameters<AgentWatcher['used']>[0]): void {
    const issueIds = this.#issueIds;
    this.#emit({ event: 'usage', agent: this.#agent, issueIds, ...usage });
  }

  limited(seconds: number): void {
    this.#emit({ event: 'limited', agent: this.#agent, seconds });
  }
}
