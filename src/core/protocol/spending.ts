/** What was used. The cost of some of it may not be known; unknown is not nothing. */
export interface SpendingSum {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In US dollars, of all that has a known price; null when nothing has. */
  readonly cost: number | null;
  /** Tokens, in and out, that nobody knows a price of. They are not in {@link cost}. */
  readonly unpricedTokens: number;
}

export interface AgentSpending extends SpendingSum {
  readonly agent: string;
  /** As the agent calls them; none when it does not say. */
  readonly models: readonly string[];
  /** Problems that are fixed, and that this agent was the last to be given. */
  readonly fixed: number;
  /** {@link cost} for each of these; null when one of the two is not known or nothing. */
  readonly costPerFix: number | null;
}

export interface ModelSpending extends SpendingSum {
  /** Empty when an agent does not say. */
  readonly model: string;
}

export interface RuleSpending extends SpendingSum {
  /** Such as `ts(6133)`. */
  readonly rule: string;
}

/** What the problems that nobody has begun with would take, if they were like those before. */
export interface RestEstimate {
  readonly tasks: number;
  readonly problems: number;
  readonly tokens: number;
  /** Null when the cost of what was used is not known, or not of all of it. */
  readonly cost: number | null;
}

/** What a task has used. */
export interface TaskSpending extends SpendingSum {
  readonly byAgent: readonly AgentSpending[];
}

/** What a run has used. */
export interface RunSpending extends TaskSpending {
  /**
   * The known cost of all agents for each problem that is fixed and that an agent with a known cost was
   * the last to be given: what quick fixes mend costs nothing, and does not make the others look cheaper.
   */
  readonly costPerFix: number | null;
  readonly byModel: readonly ModelSpending[];
  /** What was used for several problems at once is shared out evenly among them. */
  readonly byRule: readonly RuleSpending[];
  /** Left out when everything was begun. */
  readonly estimateForRest?: RestEstimate;
}
