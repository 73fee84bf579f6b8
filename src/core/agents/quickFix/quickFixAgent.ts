import type { Agent, AgentContext, AgentReport } from '../agent.ts';
import type { Fixer, FixWorth } from './fixer.ts';
import { QuickFixSession } from './quickFixSession.ts';

/** What goes away with doubtful edits is no less doubtful than they are. */
const collateral = 'It went away with an edit that a person must judge.';

/**
 * Mends what tools know how to mend, without a model. As `safe` it takes only edits that count as
 * fixes; as `proposed` also those that a person must judge.
 */
export class QuickFixAgent implements Agent {
  readonly id = 'quickfix';
  readonly isForeign = false;
  readonly isUnjudged = false;
  readonly #fixers: readonly Fixer[];
  readonly #worth: FixWorth;
  readonly #cascadeFixers: readonly Fixer[];

  /** @param cascadeFixers know what to do about what the edits themselves bring about. */
  constructor(fixers: readonly Fixer[], worth: FixWorth, cascadeFixers: readonly Fixer[] = fixers) {
    this.#fixers = fixers;
    this.#worth = worth;
    this.#cascadeFixers = cascadeFixers;
  }

  async attempt(context: AgentContext): Promise<AgentReport> {
    const session = await QuickFixSession.open(
      context,
      this.#fixers,
      this.#worth,
      this.#cascadeFixers,
    );
    await session.run();
    const overallDoubt = this.#worth === 'proposed' ? collateral : undefined;
    return { doubts: session.doubts, overallDoubt, errors: [] };
  }
}
