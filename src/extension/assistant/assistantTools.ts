import * as vscode from 'vscode';
import type { Contribution } from '../host/contribution.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { FixWish } from './fixWish.ts';
import type { ReviewWish } from './reviewTool.ts';

/** What does the work of a tool; loaded when it is first needed. */
interface ToolWork<Wish> {
  readonly prepare: (
    services: ExtensionServices,
    wish: Wish,
  ) => Promise<vscode.PreparedToolInvocation>;
  /** @returns words for a model. */
  readonly invoke: (
    services: ExtensionServices,
    wish: Wish,
    token: vscode.CancellationToken,
  ) => Promise<string>;
}

function toolOf<Wish extends object>(
  services: ExtensionServices,
  load: () => Promise<ToolWork<Wish>>,
): vscode.LanguageModelTool<Wish> {
  return {
    async prepareInvocation({ input }) {
      return (await load()).prepare(services, input);
    },
    async invoke({ input }, token) {
      const text = await (await load()).invoke(services, input, token);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}

/** Tools for assistants that need the editor: its Problems panel, and its review. */
export const assistantTools: Contribution = {
  name: 'assistant tools',
  register: (services) =>
    vscode.Disposable.from(
      vscode.lm.registerTool<FixWish>(
        'swarm_fix_problems',
        toolOf(services, async () => (await import('./fixProblemsTool.ts')).fixProblemsTool),
      ),
      vscode.lm.registerTool<ReviewWish>(
        'swarm_review',
        toolOf(services, async () => (await import('./reviewTool.ts')).reviewTool),
      ),
    ),
};
