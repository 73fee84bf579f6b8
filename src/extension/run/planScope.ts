import * as vscode from 'vscode';
import { messageOf } from '../../core/base/swarmError.ts';
import { type LeftOut, Tally } from '../../core/leftOut.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import { ruleName } from '../../core/protocol/ruleName.ts';
import type { RunPlan } from '../../core/repeatRun.ts';
import { askChatModel } from '../agents/chatModel.ts';
import type { ExtensionServices } from '../host/services.ts';
import { openedPaths } from '../session/openedPaths.ts';
import { isElsewhere } from '../session/relativePath.ts';
import { RepositoryPaths } from '../session/repositoryPaths.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { unsavedTexts } from '../session/unsavedTexts.ts';
import { readRunSettings } from '../settings/runSettings.ts';
import { type Assigned, assignProblems } from './assignProblems.ts';
import { type ChosenProblem, chooseProblems, placesOf } from './chosenProblems.ts';
import { createEditorFixes } from './editorFixes.ts';
import type { FixScope } from './fixScope.ts';
import type { PreparedRun } from './preparedRun.ts';
import { toReported } from './reportedProblems.ts';

/** What a run of this session is started with, apart from the problems. */
export async function baseRequest(
  services: ExtensionServices,
  session: RepositorySession,
): Promise<RunPlan> {
  const { root } = session;
  return {
    ...(await readRunSettings(services, root)),
    choice: { paths: [], types: [] },
    reported: [],
    mergeVerified: false,
    editorFixes: createEditorFixes(root),
    hostAgents: askChatModel,
  };
}

/** @throws the first failure when no repository could be opened. */
async function assign(
  { sessions }: ExtensionServices,
  scope: FixScope,
  problems: readonly ChosenProblem[],
): Promise<Assigned<RepositorySession, ChosenProblem>> {
  const places = placesOf(scope);
  const asked = places === undefined ? await sessions.openAll() : await sessions.openFor(places);
  return assignProblems(problems, asked, {
    isOpen: ({ uri }) => vscode.workspace.getWorkspaceFolder(uri) !== undefined,
    open: (root) => sessions.open(root),
  });
}

/** What the core does not know of: it is counted with the first run. */
function withCounts(leftOut: LeftOut, more: LeftOut): LeftOut {
  const tally = new Tally();
  for (const [reason, count] of [...leftOut, ...more]) tally.add(reason, count);
  return tally.counts;
}

/**
 * What would be done about the problems that the editor knows, one run a repository. Nothing is
 * started.
 * @throws {SwarmError} `repository` when there is none that can be worked in; `configuration`.
 */
export async function planScope(
  services: ExtensionServices,
  scope: FixScope,
): Promise<readonly PreparedRun[]> {
  const { problems, stale } = await chooseProblems(services.problems, scope);
  const prepared: PreparedRun[] = [];
  const assigned = await assign(services, scope, problems);
  for (const error of assigned.failures) {
    services.log.topic('plan').warn(`A repository is left out: ${messageOf(error)}`);
  }
  const unknown = new Map([...assigned.leftOut, ['edited since they were reported', stale]]);
  for (const [session, own] of assigned.bySession) {
    const reported = await toReported(own, new RepositoryPaths(session.root));
    const request = { ...(await baseRequest(services, session)), reported };
    const overlays = await unsavedTexts(session.root);
    const plan = await session.swarm.planReported(reported, request.choice, { overlays });
    const leftOut = prepared.length === 0 ? withCounts(plan.leftOut, unknown) : plan.leftOut;
    prepared.push({ session, request, plan: { ...plan, leftOut }, isThorough: false });
  }
  return prepared;
}

/** What of a repository is meant, relative to its root; none when that is all of it. */
function pathsIn(root: string, places: readonly vscode.Uri[] | undefined): readonly string[] {
  if (places === undefined) return openedPaths(root);
  const known = new RepositoryPaths(root);
  const paths = places.map(({ fsPath }) => known.of(fsPath));
  // A folder that the repository is in has all of it.
  const isWhole = paths.some((path) => /^(?:\.\.(?:\/\.\.)*)?$/.test(path));
  return isWhole ? [] : paths.filter((path) => !isElsewhere(path));
}

/** Of what the checkers have found, as far as their names and the editor's are the same. */
function isWanted({ severity, source, code }: Issue, scope: FixScope): boolean {
  if (scope.kind === 'errors') return severity === 'error';
  if (scope.kind === 'rule') return scope.rule === ruleName({ source, code });
  return true;
}

/**
 * The same, after the project's own checkers have looked into all files.
 * @throws {SwarmError} `checker` when one of them cannot do its work.
 */
export async function planThoroughly(
  prepared: PreparedRun,
  scope: FixScope,
  signal: AbortSignal,
): Promise<PreparedRun> {
  const { session, request } = prepared;
  const paths = pathsIn(session.root, placesOf(scope));
  const choice = { paths, types: [] };
  const overlays = await unsavedTexts(session.root);
  const plan = await session.swarm.plan({
    ...request,
    ...{ choice, overlays, signal, reported: undefined },
  });
  const issues = plan.issues.filter((issue) => isWanted(issue, scope));
  const tasks = await session.swarm.planReported(issues, choice, { overlays, signal });
  return {
    session,
    request: { ...request, reported: issues },
    plan: { ...tasks, leftOut: plan.leftOut },
    isThorough: true,
  };
}
