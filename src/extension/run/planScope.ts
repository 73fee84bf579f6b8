import { groupBy } from '../../core/base/groupBy.ts';
import { inTurns } from '../../core/base/inTurns.ts';
import type { LeftOut } from '../../core/leftOut.ts';
import type { Issue } from '../../core/protocol/issue.ts';
import type { RunPlan } from '../../core/repeatRun.ts';
import type { ExtensionServices } from '../host/services.ts';
import { ruleKey } from '../problems/editorProblem.ts';
import { openedPaths } from '../session/openedPaths.ts';
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

interface Assigned {
  readonly bySession: ReadonlyMap<RepositorySession, readonly ChosenProblem[]>;
  /** How many are in folders without a repository. */
  readonly homeless: number;
}

async function assign(
  services: ExtensionServices,
  scope: FixScope,
  problems: readonly ChosenProblem[],
): Promise<Assigned> {
  const { sessions } = services;
  const place = placeOf(scope);
  const open = place === undefined ? await sessions.openAll() : [await sessions.of(place)];
  const bySession = new Map<RepositorySession, ChosenProblem[]>(open.map((one) => [one, []]));
  // The innermost of repositories within each other comes first.
  const places = open
    .map((session) => ({ session, paths: new RepositoryPaths(session.root) }))
    .sort((one, other) => other.session.root.length - one.session.root.length);
  let homeless = 0;
  await inTurns(
    groupBy(problems, ({ uri }) => uri.fsPath),
    ([path, group]) => {
      const home = places.find(({ paths }) => !paths.of(path).startsWith('../'));
      if (home === undefined) homeless += group.length;
      else bySession.get(home.session)?.push(...group);
    },
  );
  return { bySession, homeless };
}

/** What the core does not know of: it is counted with the first run. */
function withCounts(leftOut: LeftOut, counts: Readonly<Record<string, number>>): LeftOut {
  const all = new Map(leftOut);
  for (const [reason, count] of Object.entries(counts)) if (count > 0) all.set(reason, count);
  return all;
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
  const { bySession, homeless } = await assign(services, scope, problems);
  for (const [session, own] of bySession) {
    const reported = await toReported(own, new RepositoryPaths(session.root));
    const request = { ...(await baseRequest(services, session)), reported };
    const overlays = await unsavedTexts(session.root);
    const plan = await session.swarm.planReported(reported, request.choice, { overlays });
    const isFirst = prepared.length === 0;
    const leftOut = withCounts(plan.leftOut, {
      'edited since they were reported': isFirst ? stale : 0,
      'in folders without a repository': isFirst ? homeless : 0,
    });
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
  const paths =
    place === undefined
      ? openedPaths(session.root)
      : [new RepositoryPaths(session.root).of(place.fsPath)];
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
