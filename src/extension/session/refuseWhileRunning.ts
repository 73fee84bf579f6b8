import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { RepositorySession } from './repositorySession.ts';

/** @throws {SwarmError} `locked` when a run goes on in one of them, whoever's it is. */
export function refuseWhileRunning(sessions: Iterable<RepositorySession>): void {
  for (const { isRunning, name } of sessions) {
    if (!isRunning) continue;
    throw new SwarmError(
      'locked',
      vscode.l10n.t('A run is going on in {0}; try again when it has ended.', name),
    );
  }
}
