import * as vscode from 'vscode';
import { runCommand } from '../commands/commandRegistry.ts';
import type { ExtensionServices } from '../host/services.ts';
import { FirstRunWatch } from '../session/firstRunWatch.ts';
import type { RepositorySession } from '../session/repositorySession.ts';

/** Names the file that says that somebody has been asked about a run. */
const claim = 'offered';

/**
 * The run that was cut off and could go on. One that was stopped on purpose is not brought up again;
 * one that failed in this window has said so itself.
 */
function cutOffRun(session: RepositorySession): string | undefined {
  const last = session.runs.at(-1);
  if (last === undefined || !session.canContinue || last.stopReason !== 'error') return undefined;
  const { runId } = last.record;
  return session.isOwn(runId) ? undefined : runId;
}

async function ask(name: string): Promise<void> {
  const yes = vscode.l10n.t('Continue');
  const text = vscode.l10n.t(
    'A run in {0} was cut off. What it had finished is kept; go on with the rest?',
    name,
  );
  const chosen = await vscode.window.showInformationMessage(text, yes);
  if (chosen === yes) await runCommand('swarmAutofix.continueRun');
}

/** Asks about each run once, in whichever window is first. */
class CutOffOffer {
  readonly #services: ExtensionServices;
  readonly #seen = new Set<string>();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  look(): void {
    const { sessions, errors } = this.#services;
    for (const session of sessions.all()) {
      const runId = cutOffRun(session);
      if (runId === undefined || this.#seen.has(runId)) continue;
      this.#seen.add(runId);
      this.#offer(session, runId).catch((error: unknown) =>
        errors.report(vscode.l10n.t('A run that was cut off could not be offered again'), error),
      );
    }
  }

  async #offer({ swarm, name }: RepositorySession, runId: string): Promise<void> {
    const { claimFirst } = await import('../../core/manager/firstClaim.ts');
    if (await claimFirst(swarm.store, runId, claim)) await ask(name);
  }
}

/** Looks for runs when the editor has nothing more urgent to do, and offers to go on with them. */
export function watchForCutOffRuns(services: ExtensionServices): vscode.Disposable {
  const { sessions } = services;
  const offer = new CutOffOffer(services);
  const firstRuns = new FirstRunWatch(sessions);
  const open = (): void => {
    void sessions.openKnown();
    firstRuns.renew();
  };
  const timer = setTimeout(open, 0);
  return vscode.Disposable.from(
    { dispose: () => clearTimeout(timer) },
    firstRuns,
    sessions.onDidChange(() => offer.look()),
    vscode.workspace.onDidGrantWorkspaceTrust(open),
    vscode.workspace.onDidChangeWorkspaceFolders(async () => {
      await sessions.dropClosed();
      open();
    }),
  );
}
