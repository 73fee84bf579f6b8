import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostAnswer, HostEdit, HostQuestion } from '../../protocol/hostQuestion.ts';
import type { HostAgentSettings } from '../../protocol/settings.ts';
import { writablePathInside } from '../acp/pathInside.ts';
import type { Agent, AgentContext, AgentReport } from '../agent.ts';
import { promptOf } from '../prompt/promptOf.ts';

/** Hands a question to whoever has started the runner, and waits for the answer. */
export type AskHost = (question: HostQuestion, signal: AbortSignal) => Promise<HostAnswer>;

/** An agent that lives in the host: it never sees the worktree, and its edits are made here. */
export class HostAgent implements Agent {
  readonly id: string;
  readonly isForeign = true;
  readonly isUnjudged = true;
  readonly retries: number;
  readonly #ask: AskHost;

  constructor(settings: HostAgentSettings, ask: AskHost) {
    this.id = settings.id;
    this.retries = settings.retries;
    this.#ask = ask;
  }

  async attempt(context: AgentContext): Promise<AgentReport> {
    const answer = await this.#ask(await this.#question(context), context.signal);
    const { words, error, model, inputTokens, outputTokens } = answer;
    if (words !== '') context.log(words);
    if (inputTokens + outputTokens > 0) context.watcher.used({ model, inputTokens, outputTokens });
    const errors = error === '' ? [] : [error];
    for (const edit of answer.edits) {
      const fault = await applyEdit(edit, context);
      if (fault !== undefined) errors.push(fault);
    }
    const lines = errors.map((line) => `${this.id}: ${line}`);
    return { doubts: new Map(), overallDoubt: undefined, errors: lines };
  }

  async #question(context: AgentContext): Promise<HostQuestion> {
    const paths = [...new Set(context.issues.map(({ file }) => file))];
    const texts = await context.workpiece.readTexts(paths);
    const files = [...texts].flatMap(([path, text]) =>
      text === undefined ? [] : [{ path, text }],
    );
    return { agent: this.id, prompt: await promptOf(context), files };
  }
}

/** @returns why an edit was not made; undefined when it was. */
async function applyEdit(
  { file, oldText, newText }: HostEdit,
  { worktree, workpiece }: AgentContext,
): Promise<string | undefined> {
  const path = await writablePathInside(worktree, file);
  if (path === undefined) return `was refused to change ${file}, which is outside of its worktree`;
  const text = await workpiece.readText(path);
  const isNew = oldText === '' && text === undefined;
  const places = text === undefined || oldText === '' ? 0 : text.split(oldText).length - 1;
  if (!isNew && places !== 1) {
    const found = places === 0 ? 'is not there' : `is there ${places} times`;
    return `its edit of ${file} was left out: the text that it is for ${found}`;
  }
  await mkdir(dirname(join(worktree, path)), { recursive: true });
  await workpiece.writeText(path, isNew ? newText : (text ?? '').split(oldText).join(newText));
  return undefined;
}
