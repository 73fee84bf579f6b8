import { groupBy } from '../../core/base/groupBy.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import type { RunPlan } from '../../core/repeatRun.ts';
import type { ExtensionServices } from '../host/services.ts';
import { ruleKey } from '../problems/editorProblem.ts';
import { RepositoryPaths } from '../session/repositoryPaths.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { unsavedTexts } from '../session/unsavedTexts.ts';
import { readRunSettings } from '../settings/runSettings.ts';
import { type ChosenProblem, chooseProblems, placeOf } from './chosenProblems.ts';
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
    ...(await readRunSettings(services.settings, root)),
    choice: { paths: [], types: [] },
    reported: [],
    mergeVerified: false,
    editorFixes: createEditorFixes(root),
  };
}

async function sessionsOf(
  services: ExtensionServices,
  scope: FixScope,
  problems: readonly ChosenProblem[],
): Promise<Map<RepositorySession, ChosenProblem[]>> {
  const { sessions } = services;
  const place = placeOf(scope);
  const open = place === undefined ? await sessions.openAll() : [await sessions.of(place)];
  const bySession = new Map<RepositorySession, ChosenProblem[]>(open.map((one) => [one, []]));
  const byFile = groupBy(problems, ({ uri }) => uri.fsPath);
  for (const [path, group] of byFile) {
    const session = open
      .filter(({ root }) => new RepositoryPaths(root).of(path).startsWith('../') === false)
      .sort((one, other) => other.root.length - one.root.length)[0];
    if (session !== undefined) bySession.get(session)?.push(...group);
  }
  return bySession;
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
  const { problems, stale } = chooseProblems(services.problems, scope);
  const prepared: PreparedRun[] = [];
  for (const [session, own] of await sessionsOf(services, scope, problems)) {
    const reported = toReported(own, new RepositoryPaths(session.root));
    const request = { ...(await baseRequest(services, session)), reported };
    const overlays = await unsavedTexts(session.root);
    const plan = await session.swarm.planReported(reported, request.choice, { overlays });
    const leftOut = new Map(plan.leftOut);
    if (stale > 0 && prepared.length === 0) leftOut.set('edited since they were reported', stale);
    prepared.push({ session, request, plan: { ...plan, leftOut }, isThorough: false });
  }
  return prepared;
}

/** Of what the checkers have found, as far as their names and the editor's are the same. */
function isWanted({ severity, source, code }: Issue, scope: FixScope): boolean {
  if (scope.kind === 'errors') return severity === 'error';
  if (scope.kind === 'rule') return scope.rule === ruleKey(source, code);
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
  const place = placeOf(scope);
  const path = place === undefined ? '' : new RepositoryPaths(session.root).of(place.fsPath);
  const choice = { paths: path === '' ? [] : [path], types: [] };
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
