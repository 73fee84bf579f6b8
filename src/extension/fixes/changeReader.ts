import type { ChangedFile } from '../../core/git/diff.ts';
import type { GitCommand } from '../../core/git/gitCommand.ts';
import type { Hunk } from '../../core/git/hunks.ts';
import type { SwarmResult } from '../../core/protocol/swarmResult.ts';

/** So many answers are remembered; the oldest ones go first. */
const answersKept = 2_000;

/** What fixes change, as git tells it: asked when somebody looks, and once for each commit. */
export class ChangeReader {
  readonly #files = new AnswerCache<ChangedFile[]>();
  readonly #hunks = new AnswerCache<Hunk[]>();

  /** The files that a result changes; none when it has no commit. */
  files(git: GitCommand, { parent, commit }: SwarmResult): Promise<ChangedFile[]> {
    if (commit === null) return Promise.resolve([]);
    return this.#files.ask(`${parent} ${commit}`, async () => {
      const { changedFiles } = await import('../../core/git/diff.ts');
      return changedFiles(git, parent, commit);
    });
  }

  /** The separate changes of one of its files. */
  hunks(git: GitCommand, { parent, commit }: SwarmResult, path: string): Promise<Hunk[]> {
    if (commit === null) return Promise.resolve([]);
    return this.#hunks.ask(`${parent} ${commit} ${path}`, async () => {
      const { listHunks } = await import('../../core/git/hunks.ts');
      return listHunks(git, parent, commit, path);
    });
  }
}

class AnswerCache<Answer> {
  readonly #answers = new Map<string, Promise<Answer>>();

  ask(key: string, question: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = question();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > answersKept && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}
