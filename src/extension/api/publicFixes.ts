import { join } from 'node:path';
import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { MergeRequest } from '../../core/manager/mergeRequest.ts';
import type { RunView, TaskView } from '../../core/manager/runView.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import { runCommand } from '../commands/commandRegistry.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { taskKey } from '../session/sessionChange.ts';
import type { Fix, MergeResult } from './swarm-autofix.d.ts';

interface KnownFix {
  readonly id: string;
  readonly session: RepositorySession;
  readonly run: RunView;
  readonly task: TaskView;
}

async function knownFixes({ sessions }: ExtensionServices): Promise<KnownFix[]> {
  await sessions.openKnown();
  return sessions.all().flatMap((session) =>
    [...session.tasks()].map(({ run, task }) => {
      const id = taskKey(run.record.runId, task.task.taskId);
      return { id, session, run, task };
    }),
  );
}

function rulesOf({ task }: TaskView): string[] {
  return [...new Set(task.issues.map(ruleName))];
}

function toFix({ id, session, task }: KnownFix): Fix {
  const { result, state } = task;
  const { root } = session;
  const paths = result?.filesModified ?? task.task.filePaths;
  return {
    id,
    state,
    repository: vscode.Uri.file(root),
    rules: rulesOf(task),
    files: paths.map((path) => vscode.Uri.file(join(root, path))),
    verdicts: result?.verdicts.map(({ verdict }) => verdict) ?? [],
    isVerified: result?.success ?? false,
  };
}

/** All fixes of all repositories that are open, oldest first. */
export async function listFixes(services: ExtensionServices): Promise<readonly Fix[]> {
  return (await knownFixes(services)).map(toFix);
}

/** @throws {SwarmError} `notFound` with the first id that is not known. */
async function findFixes(
  services: ExtensionServices,
  ids: readonly string[],
): Promise<readonly KnownFix[]> {
  const known = new Map((await knownFixes(services)).map((fix) => [fix.id, fix]));
  return ids.map((id) => {
    const fix = known.get(id);
    if (fix !== undefined) return fix;
    throw new SwarmError('notFound', vscode.l10n.t('There is no fix {0}.', id));
  });
}

function refuseUnfit({ id, task }: KnownFix): void {
  if (isUnreviewed(task.state)) return;
  throw new SwarmError('state', vscode.l10n.t('{0} is {1}: it cannot be merged.', id, task.state));
}

/** All of a fix but what its user has discarded of it. */
function requestOf({ discardedParts }: ExtensionServices, fix: KnownFix): MergeRequest {
  const { session, run, task } = fix;
  const [{ runId }, { taskId }] = [run.record, task.task];
  const reference = { root: session.root, runId, taskId };
  const except = discardedParts.of(reference, task.result?.commit ?? '');
  return { runId, task, parts: [], except };
}

async function mergeInto(
  services: ExtensionServices,
  session: RepositorySession,
  fixes: readonly KnownFix[],
): Promise<MergeResult> {
  const requests = fixes
    .filter((fix) => fix.session === session)
    .map((fix) => requestOf(services, fix));
  const report = await session.swarm.mergeDesk.merge(requests);
  await session.refresh();
  const conflicted = report.conflicted.map(({ runId, taskId }) => taskKey(runId, taskId));
  const merged = requests.filter(({ task }) => report.merged.includes(task.task.taskId));
  const idsOf = merged.map(({ runId, task }) => taskKey(runId, task.task.taskId));
  return {
    merged: idsOf.filter((id) => !conflicted.includes(id)),
    conflicted,
    files: report.files.map((path) => vscode.Uri.file(join(session.root, path))),
  };
}

/** @throws {SwarmError} `notFound`; `state` for a fix that has nothing to merge; `conflict`. */
export async function mergeFixes(
  services: ExtensionServices,
  ids: readonly string[],
): Promise<MergeResult> {
  const fixes = await findFixes(services, [...new Set(ids)]);
  for (const fix of fixes) refuseUnfit(fix);
  const results: MergeResult[] = [];
  for (const session of new Set(fixes.map((fix) => fix.session))) {
    results.push(await mergeInto(services, session, fixes));
  }
  return {
    merged: results.flatMap(({ merged }) => merged),
    conflicted: results.flatMap(({ conflicted }) => conflicted),
    files: results.flatMap(({ files }) => files),
  };
}

/** @throws {SwarmError} `notFound`. */
export async function reviewFix(services: ExtensionServices, id: string): Promise<void> {
  const [fix] = await findFixes(services, [id]);
  if (fix === undefined) return;
  const { session, run, task } = fix;
  const reference = {
    root: session.root,
    runId: run.record.runId,
    taskId: task.task.taskId,
  };
  await runCommand('swarmAutofix.reviewTask', { reference });
}
