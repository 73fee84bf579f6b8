import type { PromptResponse, SessionUpdate } from '@agentclientprotocol/sdk/unstable';
import * as z from 'zod';
import type { TokenPrice, UsageReading } from '../../protocol/settings.ts';

/** What was used since somebody last asked. */
export interface Used {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In US dollars; left out when nobody tells. */
  readonly cost?: number;
}

interface Tokens {
  readonly input: number;
  readonly output: number;
}

const amount = z.number().nonnegative().nullish();

const usageShape = z.object({
  inputTokens: amount,
  outputTokens: amount,
  thoughtTokens: amount,
  cachedReadTokens: amount,
  cachedWriteTokens: amount,
  totalTokens: amount,
});

const quotaShape = z.object({
  quota: z.object({ token_count: z.object({ input_tokens: amount, output_tokens: amount }) }),
});

const none: Tokens = { input: 0, output: 0 };

function plus(one: Tokens, other: Tokens): Tokens {
  return { input: one.input + other.input, output: one.output + other.output };
}

/** Some count what came from a cache as input, some beside it; the sum of all tells which. */
function tokensOf(usage: unknown): Tokens | undefined {
  const parsed = usageShape.safeParse(usage);
  if (!parsed.success) return undefined;
  const { inputTokens, outputTokens, totalTokens, thoughtTokens } = parsed.data;
  const output = (outputTokens ?? 0) + (thoughtTokens ?? 0);
  const named = inputTokens ?? 0;
  const bySum = (totalTokens ?? 0) - output;
  return { input: Math.max(named, bySum), output: Math.min(output, totalTokens ?? output) };
}

interface Reader {
  /** The use of one call. */
  readonly each?: (update: SessionUpdate) => Tokens | undefined;
  /** That of a turn. */
  readonly total?: (response: PromptResponse) => Tokens | undefined;
  /** The sum may be that of the session so far instead, as the protocol wants it. */
  readonly maySum?: true;
}

function callOf(update: SessionUpdate): Tokens | undefined {
  const meta = update._meta;
  return meta?.['usage'] === undefined ? undefined : tokensOf(meta['usage']);
}

function totalOf({ usage }: PromptResponse): Tokens | undefined {
  return usage === undefined || usage === null ? undefined : tokensOf(usage);
}

function quotaOf({ _meta }: PromptResponse): Tokens | undefined {
  const parsed = quotaShape.safeParse(_meta);
  if (!parsed.success) return undefined;
  const { input_tokens, output_tokens } = parsed.data.quota.token_count;
  return { input: input_tokens ?? 0, output: output_tokens ?? 0 };
}

const readers: Readonly<Record<UsageReading, Reader>> = {
  any: { each: callOf, total: (response) => totalOf(response) ?? quotaOf(response), maySum: true },
  turnTotal: { total: totalOf },
  lastCall: { total: totalOf },
  quota: { total: quotaOf },
  eachCall: { each: callOf },
};

/** Adds up what an agent says that it uses, in whichever way it does. */
export class UsageMeter {
  readonly #reader: Reader;
  readonly #price: TokenPrice | undefined;
  #tokens: Tokens = none;
  /** The last sum that the agent itself has told. */
  #told: Tokens = none;
  /** What the calls of this turn have told by themselves, which a sum has in it. */
  #calls: Tokens = none;
  #money: number | undefined;
  #read: { tokens: Tokens; money: number } = { tokens: none, money: 0 };

  constructor(reading: UsageReading, price: TokenPrice | undefined) {
    this.#reader = readers[reading];
    this.#price = price;
  }

  update(update: SessionUpdate): void {
    const call = this.#reader.each?.(update);
    if (call !== undefined) {
      this.#add(call);
      this.#calls = plus(this.#calls, call);
    }
    if (update.sessionUpdate !== 'usage_update' || update.cost?.currency !== 'USD') return;
    this.#money = Math.max(this.#money ?? 0, update.cost.amount);
  }

  /** At the end of a turn. Of a sum that may be that of the session, one that grows is taken for that. */
  answer(response: PromptResponse): void {
    const calls = this.#calls;
    this.#calls = none;
    const total = this.#reader.total?.(response);
    if (total === undefined) return;
    const grows = total.input >= this.#told.input && total.output >= this.#told.output;
    const isSum = this.#reader.maySum === true && grows;
    const base = isSum ? plus(this.#told, calls) : calls;
    this.#add({
      input: Math.max(total.input - base.input, 0),
      output: Math.max(total.output - base.output, 0),
    });
    this.#told = total;
  }

  /** What has come since the last call of this; undefined when nothing has. */
  take(): Used | undefined {
    const money = this.#money ?? this.#priced();
    const { tokens, money: moneyRead } = this.#read;
    const inputTokens = this.#tokens.input - tokens.input;
    const outputTokens = this.#tokens.output - tokens.output;
    const cost = money === undefined ? undefined : money - moneyRead;
    if (inputTokens === 0 && outputTokens === 0 && (cost ?? 0) === 0) return undefined;
    this.#read = { tokens: this.#tokens, money: money ?? 0 };
    return { inputTokens, outputTokens, ...(cost === undefined ? {} : { cost }) };
  }

  #priced(): number | undefined {
    if (this.#price === undefined) return undefined;
    const { input, output } = this.#tokens;
    return (input * this.#price.input + output * this.#price.output) / 1_000_000;
  }

  #add(tokens: Tokens): void {
    this.#tokens = plus(this.#tokens, tokens);
  }
}
