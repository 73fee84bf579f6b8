import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assertTold, errorsOf, type FinishedJob, verdictsOf } from '../support/runnerProject.ts';
import { problems } from '../support/shopProject.ts';
import { type Action, inOrder } from './model/action.ts';
import { tokensIn, tokensOut } from './model/usage.ts';
import { programUnderTest } from './programUnderTest.ts';
import { ShopWithAgent } from './shopWithAgent.ts';

const program = programUnderTest();
const { type } = problems;

function replaceTwice(newText: string): Action {
  return { kind: 'replace', path: 'src/price.ts', oldText: 'count * 2', newText };
}

const mend = replaceTwice('String(count * 2)');

const usage = z.object({
  event: z.literal('usage'),
  inputTokens: z.number(),
  outputTokens: z.number(),
});

function usedTokens({ events }: FinishedJob): { input: number; output: number } {
  const told = events.flatMap((event) => usage.safeParse(event).data ?? []);
  return {
    input: told.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    output: told.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}

describe(`A task for ${program.package} ${program.version}`, () => {
  let shop: ShopWithAgent;

  before(async () => {
    shop = await ShopWithAgent.open(program);
  });

  after(() => shop.remove());

  it('is fixed when the checker says so, and says what it has cost', async () => {
    const { job, questions } = await shop.attempt({ brain: inOrder(mend) });
    deepEqual(verdictsOf(job), { [type]: 'fixed' });
    deepEqual(errorsOf(job), []);
    const times = program.usage === 'lastCall' ? 1 : questions;
    deepEqual(usedTokens(job), { input: times * tokensIn, output: times * tokensOut });
  });

  it('remains when the agent only says that it is done', async () => {
    const { job } = await shop.attempt({ brain: () => ({ kind: 'say', text: 'All fixed.' }) });
    assertTold(job, { [type]: 'remains' });
    match(errorsOf(job).join('\n'), /changed nothing/);
  });

  it('is tried again with what the checker said', async () => {
    const prompts = new Set<string>();
    const { job } = await shop.attempt({
      brain: ({ prompt, results }) => {
        prompts.add(prompt);
        if (results.length > 0) return { kind: 'say', text: 'Done.' };
        return prompts.size === 1 ? replaceTwice('count * 3') : mend;
      },
    });
    deepEqual(verdictsOf(job), { [type]: 'fixed' });
    equal(prompts.size, 2);
    match([...prompts].at(-1) ?? '', /have tried this before/);
  });

  it('does not let a command write outside of the worktree', async () => {
    const outside = join(shop.folder, 'outside.txt');
    const reach: Action = { kind: 'shell', command: `echo reached > ${outside}` };
    const brain = inOrder(reach, mend);
    const { job, questions } = await shop.attempt({ brain, confine: 'required' });
    equal(job.result.outcome, 'done');
    ok(questions > 1);
    ok(!existsSync(outside));
  });

  it('is fixed all the same by an agent that is confined', async () => {
    const { job } = await shop.attempt({ brain: inOrder(mend), confine: 'required' });
    deepEqual(verdictsOf(job), { [type]: 'fixed' });
    deepEqual(errorsOf(job), []);
  });

  it('is fixed later when the service has been busy for a moment', async () => {
    const { job } = await shop.attempt({
      brain: inOrder(mend),
      faults: (number) => (number === 1 ? { status: 429, retryAfter: 1 } : undefined),
    });
    deepEqual(verdictsOf(job), { [type]: 'fixed' });
  });

  it('ends in time when the model never answers', async () => {
    const { job, questions } = await shop.attempt({
      brain: inOrder(mend),
      faults: () => 'nothing',
      timeoutSeconds: 15,
    });
    assertTold(job, { [type]: 'remains' });
    deepEqual(errorsOf(job), [`${program.id}: was stopped after 15 s`]);
    ok(questions > 0);
  });
});
