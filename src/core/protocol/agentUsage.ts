/** What an agent says that it has used since it said so last. */
export interface AgentUsage {
  readonly agent: string;
  /** As the agent calls it; empty when it does not say. */
  readonly model: string;
  /** Tokens that the model has read, those from a cache included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In US dollars; left out when neither the agent nor a configured price tells. */
  readonly cost?: number;
  /** The issues that it was working on. */
  readonly issueIds: readonly string[];
}
