import { dirname } from 'node:path';
import { groupBy } from '../../core/base/groupBy.ts';
import { inTurns } from '../../core/base/inTurns.ts';
import { Tally } from '../../core/leftOut.ts';
import { realPath, relativePath } from '../session/relativePath.ts';
import { repositoryAround } from '../session/repositoryFolders.ts';

/** How a repository is found that is not among those that were asked for. */
export interface RepositoryFinder<Session, Problem> {
  /** True for what is in a folder of the workspace. */
  readonly isOpen: (problem: Problem) => boolean;
  readonly open: (root: string) => Promise<Session>;
}

export interface Assigned<Session, Problem> {
  /** Those that were asked for, and those that problems are in. */
  readonly bySession: ReadonlyMap<Session, readonly Problem[]>;
  /** Why problems are in none of them; a reason reads well after a number. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Why repositories could not be opened. */
  readonly failures: readonly unknown[];
}

type Home<Session> = { readonly session: Session } | { readonly reason: string };

interface Rooted {
  readonly root: string;
}

interface Placed {
  readonly uri: { readonly fsPath: string };
}

class Assignment<Session extends Rooted, Problem extends Placed> {
  readonly bySession: Map<Session, Problem[]>;
  readonly failures: unknown[] = [];
  readonly #tally = new Tally();
  readonly #asked: readonly Session[];
  readonly #finder: RepositoryFinder<Session, Problem>;

  constructor(asked: readonly Session[], finder: RepositoryFinder<Session, Problem>) {
    this.#asked = asked;
    this.#finder = finder;
    this.bySession = new Map(asked.map((session) => [session, []]));
  }

  get leftOut(): ReadonlyMap<string, number> {
    return this.#tally.counts;
  }

  async add(folder: string, problems: readonly Problem[]): Promise<void> {
    const home = await this.#homeOf(folder, problems[0]);
    if ('reason' in home) {
      this.#tally.add(home.reason, problems.length);
      return;
    }
    const { session } = home;
    this.bySession.set(session, [...(this.bySession.get(session) ?? []), ...problems]);
  }

  async #homeOf(folder: string, problem: Problem | undefined): Promise<Home<Session>> {
    const root = repositoryAround(realPath(folder));
    if (root === undefined) return { reason: 'in folders without a repository' };
    const session = this.#asked.find((one) => relativePath(one.root, root) === '');
    if (session !== undefined) return { session };
    if (problem === undefined || !this.#finder.isOpen(problem)) {
      return { reason: 'outside the folders of this workspace' };
    }
    try {
      return { session: await this.#finder.open(root) };
    } catch (error) {
      this.failures.push(error);
      return { reason: 'in repositories that cannot be worked in' };
    }
  }
}

/**
 * Finds out for each problem in which repository it is: the nearest one, though it may be within
 * another one that was asked for.
 * @param asked the repositories that somebody wants to work in.
 */
export async function assignProblems<Session extends Rooted, Problem extends Placed>(
  problems: readonly Problem[],
  asked: readonly Session[],
  finder: RepositoryFinder<Session, Problem>,
): Promise<Assigned<Session, Problem>> {
  const assignment = new Assignment<Session, Problem>(asked, finder);
  const byFolder = groupBy(problems, ({ uri }) => dirname(uri.fsPath));
  await inTurns(byFolder, ([folder, group]) => assignment.add(folder, group));
  return assignment;
}
