import * as vscode from 'vscode';
import type { HostAgentProvider } from '../../core/manager/hostAnswers.ts';
import { type HostAnswer, noAnswer } from '../../core/protocol/hostQuestion.ts';
import { chatPrompt, readChatEdits } from './chatEdits.ts';

/** What the editor says when it refuses, as words that go on after the name of the agent. */
function refusalOf(error: unknown): string {
  if (!(error instanceof vscode.LanguageModelError)) throw error;
  const { code, message } = error;
  return code === vscode.LanguageModelError.NoPermissions.name
    ? vscode.l10n.t('may not use the chat model; allow it when the editor asks')
    : vscode.l10n.t('had no answer: {0}', message);
}

async function ask(
  model: vscode.LanguageModelChat,
  prompt: string,
  token: vscode.CancellationToken,
): Promise<HostAnswer> {
  const message = vscode.LanguageModelChatMessage.User(prompt);
  const justification = vscode.l10n.t('To mend problems that no quick fix can mend.');
  const response = await model.sendRequest([message], { justification }, token);
  let words = '';
  for await (const part of response.text) words += part;
  const [inputTokens, outputTokens] = await Promise.all([
    model.countTokens(prompt, token),
    model.countTokens(words, token),
  ]);
  const used = { model: model.id, inputTokens, outputTokens };
  return { ...readChatEdits(words), words, ...used };
}

/** The editor's own chat model as an agent: it is asked for edits, which the runner makes and checks. */
export const askChatModel: HostAgentProvider = async (question, signal) => {
  const [model] = await vscode.lm.selectChatModels();
  if (model === undefined) {
    return { ...noAnswer, error: vscode.l10n.t('found no chat model in this editor') };
  }
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await ask(model, chatPrompt(question), source.token);
  } catch (error) {
    return { ...noAnswer, model: model.id, error: refusalOf(error) };
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
};
