import * as vscode from 'vscode';
import { CommandRegistry } from '../commands/commandRegistry.ts';
import { EditorVerdicts } from '../fixes/editorVerdicts.ts';
import { FixPointer } from '../fixes/fixPointer.ts';
import type { FixReference } from '../fixes/fixReference.ts';
import { type FixContent, FixSelection } from '../fixes/fixSelection.ts';
import { DiscardedParts } from '../merge/discardedParts.ts';
import { ProblemIndex } from '../problems/problemIndex.ts';
import { createReviews, type Reviews } from '../review/reviews.ts';
import { Sessions } from '../session/sessions.ts';
import { ContextKeys } from '../settings/contextKeys.ts';
import { MahavishnuServer } from '../settings/mahavishnuServer.ts';
import { SettingsReader } from '../settings/settingsReader.ts';
import { ErrorPresenter } from './errorPresenter.ts';
import { ExtensionLog } from './extensionLog.ts';

/** What every feature works with. */
export interface ExtensionServices extends vscode.Disposable {
  readonly context: vscode.ExtensionContext;
  readonly log: ExtensionLog;
  readonly errors: ErrorPresenter;
  readonly settings: SettingsReader;
  readonly mahavishnu: MahavishnuServer;
  readonly contextKeys: ContextKeys;
  readonly commands: CommandRegistry;
  readonly problems: ProblemIndex;
  readonly sessions: Sessions;
  readonly reviews: Reviews;
  readonly selection: FixSelection;
  readonly fixPointer: FixPointer;
  readonly discardedParts: DiscardedParts;
  readonly editorVerdicts: EditorVerdicts;
}

/** What a task changes; undefined when it has changed nothing. */
function contentOf(sessions: Sessions, reference: FixReference): FixContent | undefined {
  const result = sessions.find(reference.root)?.find(reference)?.task.result;
  if (result === undefined || result.commit === null) return undefined;
  return { commit: result.commit, files: result.filesModified };
}

/** What is unchecked of a run is of no use when the run has been removed. */
function forgetWithRuns(sessions: Sessions, selection: FixSelection): vscode.Disposable {
  return sessions.onDidChange(({ root, tasks }) => {
    const session = root === undefined ? undefined : sessions.find(root);
    if (session === undefined || tasks !== 'all') return;
    selection.forgetOthers(session.root, new Set(session.runs.map(({ record }) => record.runId)));
  });
}

/** Builds what all features share, in the order in which one needs the other. */
export function createServices(context: vscode.ExtensionContext): ExtensionServices {
  const log = new ExtensionLog();
  const contextKeys = new ContextKeys(context.globalState);
  const errors = new ErrorPresenter(log);
  const settings = new SettingsReader();
  const mahavishnu = new MahavishnuServer(settings, context.secrets);
  const commands = new CommandRegistry(errors);
  const problems = new ProblemIndex(settings);
  const sessions = new Sessions({ context, log, errors, settings, mahavishnu, contextKeys });
  const selection = new FixSelection(
    (reference) => contentOf(sessions, reference),
    context.workspaceState,
  );
  const fixPointer = new FixPointer();
  const reviews = createReviews(context.workspaceState);
  const discardedParts = new DiscardedParts(context.workspaceState);
  const editorVerdicts = new EditorVerdicts();
  const forgetting = forgetWithRuns(sessions, selection);
  const owned = vscode.Disposable.from(
    ...[log, settings, commands, problems, sessions, editorVerdicts, forgetting],
  );
  return {
    ...{ context, log, errors, settings, contextKeys, commands, problems, sessions, reviews },
    mahavishnu,
    ...{ selection, fixPointer, discardedParts, editorVerdicts },
    dispose: () => owned.dispose(),
  };
}
