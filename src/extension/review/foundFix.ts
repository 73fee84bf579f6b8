import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { FoundTask } from '../../core/manager/taskSelection.ts';
import type { SwarmResult } from '../../core/protocol/swarmResult.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { RepositorySession } from '../session/repositorySession.ts';

/** A task with all that it is of. */
export interface FoundFix extends FoundTask {
  readonly session: RepositorySession;
}

/** A result that there is something to see of. */
export type ChangedResult = SwarmResult & { readonly commit: string };

/** @throws {SwarmError} `notFound` when the run has been removed. */
export async function findFix(
  { sessions }: Pick<ExtensionServices, 'sessions'>,
  reference: FixReference,
): Promise<FoundFix> {
  const { root, runId, taskId } = reference;
  const session = sessions.find(root) ?? (await sessions.open(root));
  const found = session.find(reference);
  if (found !== undefined) return { session, ...found };
  throw new SwarmError(
    'notFound',
    vscode.l10n.t('There is no fix {0} in run {1} any more.', taskId, runId),
  );
}

/** @throws {SwarmError} `state` for a task that has changed nothing, or not yet. */
export function changedResult({ task }: FoundTask): ChangedResult {
  const { result } = task;
  const commit = result?.commit ?? undefined;
  if (result !== undefined && commit !== undefined) return { ...result, commit };
  throw new SwarmError(
    'state',
    vscode.l10n.t('{0} has changed nothing, so there is nothing to look at.', task.task.taskId),
  );
}
