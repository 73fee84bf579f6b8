import * as vscode from 'vscode';
import { isSwarmError } from '../../core/base/swarmError.ts';
import { startFromOutside } from '../api/startFromOutside.ts';
import type { RunResult } from '../api/swarm-autofix.d.ts';
import { withSignal } from '../host/cancellation.ts';
import type { ExtensionServices } from '../host/services.ts';
import { planScope } from '../run/planScope.ts';
import { describeFixes, waitingFixes } from './fixList.ts';
import { type FixWish, scopeOf } from './fixWish.ts';

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** What a person is asked before anything starts. */
async function confirmation(services: ExtensionServices, wish: FixWish): Promise<string> {
  const planned = await planScope(services, await scopeOf(wish));
  const issues = sum(planned.map(({ plan }) => plan.issues.length));
  const tasks = sum(planned.map(({ plan }) => plan.tasks.length));
  const [first] = planned;
  const agents = first?.request.agents.map(({ id }) => id).join(' → ') ?? '';
  return vscode.l10n.t(
    'Problems: {0}, tasks: {1}, workers: {2}, agents: {3}. Your files stay as they are: the fixes wait for your review.',
    ...[issues, tasks, first?.request.workers ?? 0, agents],
  );
}

async function prepare(
  services: ExtensionServices,
  wish: FixWish,
): Promise<vscode.PreparedToolInvocation> {
  return {
    invocationMessage: vscode.l10n.t('Fixing problems with a swarm'),
    confirmationMessages: {
      title: vscode.l10n.t('Start a swarm?'),
      message: await confirmation(services, wish),
    },
  };
}

function describeResult(result: RunResult): string {
  const { found, fixed, remaining, proposed, suppressed, unverified, wasCancelled } = result;
  const counts = { fixed, proposed, suppressed, unverified, remaining };
  const words = Object.entries(counts).flatMap(([word, number]) =>
    number > 0 ? [`${number} ${word}`] : [],
  );
  const head = wasCancelled ? 'The run was cancelled. ' : '';
  return `${head}Of ${found} problems, checked again by the tools that reported them: ${words.join(', ') || 'none left'}.`;
}

async function fix(
  services: ExtensionServices,
  wish: FixWish,
  signal: AbortSignal,
): Promise<string> {
  const run = await startFromOutside(services, await scopeOf(wish), { confirm: false });
  if (run === undefined)
    return 'There is no such problem in the Problems panel; nothing was started.';
  signal.addEventListener('abort', () => run.cancel(), { once: true });
  if (signal.aborted) run.cancel();
  const result = await run.finished;
  return [describeResult(result), ...describeFixes(await waitingFixes(services))].join('\n');
}

export const fixProblemsTool = {
  prepare,
  async invoke(
    services: ExtensionServices,
    wish: FixWish,
    token: vscode.CancellationToken,
  ): Promise<string> {
    try {
      return await withSignal(token, (signal) => fix(services, wish, signal));
    } catch (error) {
      // A model can do something about it when it hears why.
      if (isSwarmError(error)) return `Nothing was started: ${error.message}`;
      throw error;
    }
  },
};
