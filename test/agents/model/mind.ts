import type { Step, ToolTable } from '../programs/toolTable.ts';
import type { Action, Brain, ToolAction } from './action.ts';
import { stepsFor } from './toolCalls.ts';
import type { Entry, Question, Reply } from './wire/wireFormat.ts';

/** How a prompt of ours is told from what agents ask on their own account. */
export type IsPrompt = (text: string) => boolean;

/** Steps of an action that are still to be done. */
type Rest = readonly Step[];

function isTool(action: Action): action is ToolAction {
  return action.kind !== 'say' && action.kind !== 'wait';
}

const forEver = new Promise<never>(() => undefined);

/** Answers questions as a brain wishes, in the words of the agent that asks. */
export class Mind {
  readonly #brain: Brain;
  readonly #tables: readonly ToolTable[];
  readonly #isPrompt: IsPrompt;
  /** By the call that was made: what comes after it. */
  readonly #rests = new Map<string, Rest>();
  #replies = 0;

  constructor(brain: Brain, tables: readonly ToolTable[], isPrompt: IsPrompt) {
    this.#brain = brain;
    this.#tables = tables;
    this.#isPrompt = isPrompt;
  }

  /** False: something that the agent asks on its own account, such as for a title. */
  isOurs(question: Question): boolean {
    const { entries } = question;
    const promptAt = this.#promptAt(entries);
    if (this.#tableFor(question) === undefined || promptAt < 0) return false;
    const answeredAt = entries.findLastIndex(({ kind }) => kind === 'model');
    return promptAt > answeredAt || entries.slice(answeredAt).some(({ kind }) => kind === 'result');
  }

  async reply(question: Question): Promise<Reply> {
    const table = this.#tableFor(question);
    if (table === undefined || !this.isOurs(question)) return this.#say('Fine.');
    const since = question.entries.slice(this.#promptAt(question.entries) + 1);
    const results = since.filter((entry) => entry.kind === 'result');
    const last = results.at(-1);
    const rest = this.#rests.get(last?.callId ?? '') ?? [];
    if (rest.length > 0) return this.#call(rest, last?.text ?? '');
    return this.#act(question, table, results);
  }

  async #act(
    question: Question,
    table: ToolTable,
    results: readonly Extract<Entry, { kind: 'result' }>[],
  ): Promise<Reply> {
    const done = results.filter(({ callId }) => (this.#rests.get(callId) ?? []).length === 0);
    const prompt = question.entries[this.#promptAt(question.entries)]?.text ?? '';
    const texts = done.map(({ text }) => text);
    const action = await this.#brain({ prompt, results: texts, tools: question.tools });
    if (isTool(action)) return this.#call(stepsFor(action, question, table), '');
    if (action.kind === 'say') return this.#say(action.text);
    await (action.until ?? forEver);
    return this.#say('Waited.');
  }

  #promptAt(entries: readonly Entry[]): number {
    return entries.findLastIndex(({ kind, text }) => kind === 'user' && this.#isPrompt(text));
  }

  #tableFor({ tools }: Question): ToolTable | undefined {
    return this.#tables.find(({ marks }) => marks.every((mark) => tools.includes(mark)));
  }

  #call([step, ...rest]: Rest, answer: string): Reply {
    if (step === undefined) throw new Error('An action without a call');
    const id = this.#newId();
    this.#rests.set(id, rest);
    return { kind: 'call', id, ...step(answer) };
  }

  #say(text: string): Reply {
    return { kind: 'text', id: this.#newId(), text };
  }

  #newId(): string {
    this.#replies += 1;
    return `call_${this.#replies}`;
  }
}
