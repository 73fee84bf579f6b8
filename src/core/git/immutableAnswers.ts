/** So many answers are kept; then all of them are forgotten. */
const keptAtMost = 2000;

/** Remembers what git has said about objects, which never change once they are there. */
export class ImmutableAnswers {
  readonly #answers = new Map<string, Promise<unknown>>();

  /** Tells it an answer that is known without asking. */
  learn(question: string, object: string, answer: string): void {
    if (isObjectName(object)) this.#keep([question, object].join(' '), Promise.resolve(answer));
  }

  /** The tree of a commit if it is known, else `revision` itself: both name the same files. */
  async treeIfKnown(revision: string): Promise<string> {
    const known = this.#answers.get(`tree ${revision}`);
    return known === undefined ? revision : String(await known);
  }

  /**
   * @param objects full names of objects; with anything else in the list, nothing is remembered.
   * @param question tells apart what is asked about them, and always has answers of one type.
   */
  async ask<T>(question: string, objects: readonly string[], ask: () => Promise<T>): Promise<T> {
    if (!objects.every(isObjectName)) return ask();
    const key = [question, ...objects].join(' ');
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = ask();
    this.#keep(key, answer);
    // A failure is no answer.
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }

  #keep(key: string, answer: Promise<unknown>): void {
    if (this.#answers.size >= keptAtMost) this.#answers.clear();
    this.#answers.set(key, answer);
  }
}

function isObjectName(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
}
