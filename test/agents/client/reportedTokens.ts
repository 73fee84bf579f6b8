import { z } from 'zod';
import type { UsageReading } from '../../../src/core/protocol/settings.ts';
import type { Turn } from './runTurn.ts';

/** Tokens that an agent program says a turn has cost. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

const usage = z
  .object({ inputTokens: z.number(), outputTokens: z.number() })
  .transform(({ inputTokens, outputTokens }) => ({ input: inputTokens, output: outputTokens }));

const quota = z
  .object({
    quota: z.object({
      token_count: z.object({ input_tokens: z.number(), output_tokens: z.number() }),
    }),
  })
  .transform(
    ({
      quota: {
        token_count: { input_tokens: input, output_tokens: output },
      },
    }) => ({
      input,
      output,
    }),
  );

const withUsage = z.object({ usage });

function ofMessages({ updates }: Turn): Tokens {
  const told = updates.flatMap(({ _meta }) => {
    const { success, data } = withUsage.safeParse(_meta);
    return success ? [data.usage] : [];
  });
  return {
    input: told.reduce((sum, { input }) => sum + input, 0),
    output: told.reduce((sum, { output }) => sum + output, 0),
  };
}

const readers: Readonly<Record<Exclude<UsageReading, 'any'>, (turn: Turn) => Tokens>> = {
  turnTotal: ({ response }) => usage.parse(response.usage),
  lastCall: ({ response }) => usage.parse(response.usage),
  eachCall: ofMessages,
  quota: ({ response }) => quota.parse(response._meta),
};

/** @throws when the program does not report as it is said to. */
export function reportedTokens(report: Exclude<UsageReading, 'any'>, turn: Turn): Tokens {
  return readers[report](turn);
}
