import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import { continueRequest } from '../../core/repeatRun.ts';
import { askChatModel } from '../agents/chatModel.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { createEditorFixes } from './editorFixes.ts';
import { offerReview } from './fixScopeFlow.ts';
import { startRun } from './startRun.ts';

/** What can be done to a run that goes on. */
export type Control = 'cancel' | 'pause' | 'resume';

/** A run of another process can be asked to stop, but not to wait. */
async function controlOther(session: RepositorySession, action: Control): Promise<void> {
  if (action === 'cancel') await session.swarm.cancel();
  else {
    const who = session.otherHolder;
    throw new SwarmError('locked', vscode.l10n.t('The run belongs to {0}; pause it there.', who));
  }
}

const controls: Readonly<Record<Control, (session: RepositorySession) => Promise<void> | void>> = {
  cancel: (session) => session.live?.cancel(),
  pause: (session) => session.live?.pause(),
  resume: (session) => session.live?.resume(),
};

/**
 * @param root the repository that is meant; without it, all of them.
 * @throws {SwarmError} `notFound` when nothing runs.
 */
export async function controlRuns(
  { sessions }: ExtensionServices,
  action: Control,
  root?: string,
): Promise<void> {
  const meant = sessions.all().filter((session) => root === undefined || session.root === root);
  const running = meant.filter(({ isRunning }) => isRunning);
  if (running.length === 0) {
    throw new SwarmError('notFound', vscode.l10n.t('No run is going on.'));
  }
  for (const session of running) {
    if (session.live === undefined) await controlOther(session, action);
    else await controls[action](session);
    sessions.announce({ root: session.root, tasks: new Set(), workers: true });
  }
}

/** Starts a new run of what the last one did not get to. */
export async function continueRuns(services: ExtensionServices): Promise<void> {
  for (const session of services.sessions.all()) {
    const last = session.runs.at(-1);
    if (last === undefined || !session.canContinue) continue;
    const editorFixes = createEditorFixes(session.root);
    const request = { ...continueRequest(last), editorFixes, hostAgents: askChatModel };
    const { report } = await startRun(services, session, request);
    void offerReview(report);
  }
}
