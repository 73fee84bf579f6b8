import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import { treeChanges } from '../../core/git/treeChanges.ts';
import type { MergeEntry } from '../../core/manager/mergeList.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { inform, showButton } from './mergeNotices.ts';
import type { MergeParts } from './mergeParts.ts';
import { filesWord, fixesWord } from './mergeWords.ts';

interface FoundMerge {
  readonly session: RepositorySession;
  readonly entry: MergeEntry;
}

interface MergeRow extends vscode.QuickPickItem {
  readonly merge: FoundMerge;
}

async function mergesOf(session: RepositorySession): Promise<FoundMerge[]> {
  return (await session.swarm.merges()).map((entry) => ({ session, entry }));
}

/** One repository that cannot be read, because it is gone, does not stand in the way of the others. */
async function findMerges({ services }: MergeParts): Promise<FoundMerge[]> {
  const { sessions, log } = services;
  const open = sessions.all().length > 0 ? sessions.all() : await sessions.openAll();
  const answers = await Promise.allSettled(open.map(mergesOf));
  const found = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const failures = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (found.length === 0 && failures.length > 0) throw failures[0];
  for (const failure of failures) log.topic('merge').error('Merges could not be listed', failure);
  return found.sort((one, other) => other.entry.at - one.entry.at);
}

function timeWords(at: number): string {
  const time = new Date(at * 1000);
  const isToday = time.toDateString() === new Date().toDateString();
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const style = isToday ? clock : ({ ...clock, day: 'numeric', month: 'short' } as const);
  return time.toLocaleString(vscode.env.language, style);
}

function labelOf({ tasks, message }: MergeEntry): string {
  const [first, ...others] = tasks;
  if (first === undefined) return message;
  if (others.length > 0) return fixesWord(tasks.length);
  const name = first.reason === '' ? first.taskId : `${first.taskId}: ${first.reason}`;
  return first.isPart ? vscode.l10n.t('Part of {0}', name) : name;
}

async function rowOf(merge: FoundMerge, isAlone: boolean): Promise<MergeRow> {
  const { session, entry } = merge;
  const { git } = session.swarm.repository;
  const files = (await treeChanges(git, entry.before, entry.commit)).map(({ path }) => path);
  const time = timeWords(entry.at);
  return {
    label: `$(git-merge) ${labelOf(entry)}`,
    description: isAlone ? time : `${time} · ${session.name}`,
    detail: `${filesWord(files.length)}: ${files.join(', ')}`,
    merge,
  };
}

async function pick(merges: readonly FoundMerge[]): Promise<FoundMerge | undefined> {
  const isAlone = new Set(merges.map(({ session }) => session)).size === 1;
  const rows = Promise.all(merges.map((merge) => rowOf(merge, isAlone)));
  const placeHolder = vscode.l10n.t('Which merge shall be taken back?');
  const options = { placeHolder, matchOnDetail: true };
  return (await vscode.window.showQuickPick(rows, options))?.merge;
}

async function choose(
  parts: MergeParts,
  mergeId: string | undefined,
): Promise<FoundMerge | undefined> {
  const merges = await findMerges(parts);
  if (merges.length === 0) {
    inform(vscode.l10n.t('There is no merge to take back.'));
    return undefined;
  }
  if (mergeId === undefined) return merges.length === 1 ? merges[0] : pick(merges);
  const found = merges.find(({ entry }) => entry.mergeId === mergeId);
  if (found !== undefined) return found;
  throw new SwarmError('notFound', vscode.l10n.t('This merge has been taken back already.'));
}

/**
 * Takes a merge back: the named one, the only one, or the one that somebody picks.
 * @throws {SwarmError} `notFound`; `conflict`, with everything as it was, when its lines have been
 * edited since.
 */
export async function undoMerges(parts: MergeParts, mergeId?: string): Promise<void> {
  const merge = await choose(parts, mergeId);
  if (merge === undefined) return;
  const { session, entry } = merge;
  const progress = { location: { viewId: 'swarmAutofix.fixes' } };
  const { files, tasks } = await vscode.window.withProgress(progress, () =>
    session.swarm.mergeDesk.undo(entry.mergeId),
  );
  await session.swarm.noteDecision(entry.mergeId, 'undone');
  parts.watches.retract(entry.mergeId);
  await session.refresh();
  const taken = vscode.l10n.t('The merge was taken back from {0}.', filesWord(files.length));
  const again = vscode.l10n.t('To review again: {0}.', fixesWord(tasks.length));
  inform(tasks.length === 0 ? taken : `${taken} ${again}`, showButton());
}
