import { isDeepStrictEqual } from 'node:util';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  type Command,
  type Diagnostic as ServerDiagnostic,
} from 'vscode-languageserver-protocol/node';
import type { LanguageServerSession } from '../../../checkers/languageServer/languageServerSession.ts';
import { hasSuppressingTitle } from '../offeredFix.ts';

const quickFix = 'quickfix';

function providersOf({ capabilities, activity }: LanguageServerSession): readonly unknown[] {
  const registered = activity.registrationsOf(CodeActionRequest.method);
  const { codeActionProvider } = capabilities;
  const isProvided = codeActionProvider !== undefined && codeActionProvider !== false;
  return [
    ...(isProvided ? [codeActionProvider] : []),
    ...registered.map(({ registerOptions }) => registerOptions ?? true),
  ];
}

function resolves(provider: unknown): boolean {
  return typeof provider === 'object' && provider !== null && 'resolveProvider' in provider
    ? provider.resolveProvider === true
    : false;
}

// The library's own test takes an action that is still to be resolved for no action.
function isCodeAction(entry: CodeAction | Command): entry is CodeAction {
  return typeof entry.command !== 'string';
}

function isQuickFix({ kind }: CodeAction): boolean {
  return kind === quickFix || kind?.startsWith(`${quickFix}.`) === true;
}

function isSuppression({ kind, title }: CodeAction): boolean {
  return /suppress/i.test(kind ?? '') || hasSuppressingTitle(title);
}

function isAbout(action: CodeAction, diagnostic: ServerDiagnostic): boolean {
  return (action.diagnostics ?? []).some(
    (other) =>
      other.code === diagnostic.code &&
      isDeepStrictEqual(other.range, diagnostic.range) &&
      isDeepStrictEqual(other.message, diagnostic.message),
  );
}

/** Those that say so; when none of them says for which diagnostics it is, all that are silent on it. */
function actionsAbout(actions: readonly CodeAction[], diagnostic: ServerDiagnostic): CodeAction[] {
  const telling = actions.filter((action) => isAbout(action, diagnostic));
  if (telling.length > 0) return telling;
  return actions.filter((action) => (action.diagnostics ?? []).length === 0);
}

/**
 * The quick fixes that a server has for one of its diagnostics, preferred ones first, else in its
 * own order. Suppressions and disabled ones are left out, and so is what is only a command: that
 * is code of the server's, which may write to the disk or start programs instead of giving an edit.
 */
export async function quickFixesFor(
  diagnostic: ServerDiagnostic,
  uri: string,
  session: LanguageServerSession,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  if (providersOf(session).length === 0) return [];
  const answer = await session.connection.request(
    CodeActionRequest.type,
    {
      textDocument: { uri },
      range: diagnostic.range,
      context: {
        diagnostics: [diagnostic],
        only: [quickFix],
        triggerKind: CodeActionTriggerKind.Invoked,
      },
    },
    signal,
  );
  const actions = (answer ?? [])
    .filter(isCodeAction)
    .filter((action) => isQuickFix(action) && action.disabled === undefined);
  const wanted = actionsAbout(actions, diagnostic).filter((action) => !isSuppression(action));
  return wanted.toSorted((left, right) => preference(right) - preference(left));
}

function preference({ isPreferred }: CodeAction): number {
  return isPreferred === true ? 1 : 0;
}

/** The action's edit, asked for where the server makes it only then; undefined when it has none. */
export async function editOf(
  action: CodeAction,
  session: LanguageServerSession,
  signal: AbortSignal,
): Promise<CodeAction['edit']> {
  if (action.edit !== undefined) return action.edit;
  if (!providersOf(session).some(resolves)) return undefined;
  const { connection } = session;
  return (await connection.request(CodeActionResolveRequest.type, action, signal)).edit;
}
