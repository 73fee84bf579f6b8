import type { FixScope, ProblemReference } from '../run/fixScope.ts';
import type { GroupTarget } from './groupTarget.ts';
import type { ProblemIndex } from './problemIndex.ts';

type KnownProblems = Pick<ProblemIndex, 'rule'>;

function problemsOf(scope: FixScope, index: KnownProblems): readonly ProblemReference[] {
  if (scope.kind === 'problems') return scope.problems;
  if (scope.kind !== 'rule') return [];
  const { rule, uri } = scope;
  const files = index.rule(rule)?.files;
  if (uri !== undefined) return files?.get(uri.toString()) ?? [];
  return [...(files?.values() ?? [])].flat();
}

/**
 * What is meant by some nodes of the view of problems together: each problem once, though its rule
 * and its file may be among them too.
 */
export function joinScopes(targets: readonly GroupTarget[], index: KnownProblems): FixScope {
  const [first, ...others] = targets;
  if (first !== undefined && others.length === 0) return first.scope;
  const problems = new Map<ProblemReference['diagnostic'], ProblemReference>();
  for (const { scope } of targets) {
    for (const { uri, diagnostic } of problemsOf(scope, index)) {
      problems.set(diagnostic, { uri, diagnostic });
    }
  }
  return { kind: 'problems', problems: [...problems.values()] };
}
