import * as vscode from 'vscode';
import { SwarmError } from '../../core/base/swarmError.ts';
import type { MergeRequest } from '../../core/manager/mergeRequest.ts';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import { stateWord, taskLabel } from '../fixes/fixLabels.ts';
import type { FixReference, FixTarget } from '../fixes/fixReference.ts';
import { type TaskReference, taskOf } from '../fixes/taskReference.ts';
import type { ExtensionServices } from '../host/services.ts';
import { currentReferences } from '../review/currentReference.ts';
import { changedResult, type FoundFix, findFix } from '../review/foundFix.ts';
import type { RepositorySession } from '../session/repositorySession.ts';
import { joinTargets, type MergeTarget } from './joinTargets.ts';

/** What a command about fixes was called with. */
export interface FixCall {
  readonly clicked: FixTarget | vscode.Uri | undefined;
  readonly selected: readonly FixTarget[] | undefined;
}

/** What of a fix is meant, whether it is checked in the view or not. */
function namedParts({ path, hunks }: FixReference): MergeTarget['parts'] {
  if (path === undefined) return 'all';
  return hunks === undefined ? [{ path }] : [{ path, hunks }];
}

function references(services: ExtensionServices, { clicked, selected }: FixCall) {
  const found = currentReferences(services, clicked, selected);
  if (found.length > 0) return found;
  throw new SwarmError('usage', vscode.l10n.t('No fix is open; choose one in the view Fixes.'));
}

/**
 * Which tasks a command is about, each once, with the parts that were named.
 * @throws {SwarmError} `usage` when it is about none.
 */
export function namedTargets(services: ExtensionServices, call: FixCall): MergeTarget[] {
  const named = references(services, call);
  return joinTargets(named.map((one) => ({ task: taskOf(one), parts: namedParts(one) })));
}

/** The hunks that a command names one by one: those are wanted, whatever was said of them before. */
export function namedHunks(services: ExtensionServices, call: FixCall): readonly FixReference[] {
  return references(services, call).filter(({ hunks }) => hunks !== undefined);
}

/** The same; of a task or a file only what is checked. */
export function checkedTargets(services: ExtensionServices, call: FixCall): MergeTarget[] {
  const named = references(services, call);
  const { selection } = services;
  return joinTargets(named.map((one) => ({ task: taskOf(one), parts: selection.partsOf(one) })));
}

/** A part of a fix that somebody wants, in its repository. */
export interface ChosenFix {
  readonly session: RepositorySession;
  readonly reference: TaskReference;
  readonly request: MergeRequest;
}

/** @throws {SwarmError} `notFound`; `state` when nobody can decide about it any more. */
export async function findUnreviewed(
  services: ExtensionServices,
  task: TaskReference,
): Promise<FoundFix> {
  const found = await findFix(services, task);
  if (isUnreviewed(found.task.state)) return found;
  throw new SwarmError(
    'state',
    vscode.l10n.t('{0} is {1} already.', taskLabel(found.task), stateWord(found.task.state)),
  );
}

/** @throws {SwarmError} `usage` when nothing of it is checked, `notFound`, `state`. */
export async function chooseFix(
  services: ExtensionServices,
  { task: reference, parts }: MergeTarget,
): Promise<ChosenFix> {
  const found = await findUnreviewed(services, reference);
  if (parts !== 'all' && parts.length === 0) {
    const text = vscode.l10n.t('Nothing of {0} is checked.', taskLabel(found.task));
    throw new SwarmError('usage', text);
  }
  const { session, run, task } = found;
  const { commit } = changedResult(found);
  const request = {
    ...{ runId: run.record.runId, task },
    parts: parts === 'all' ? [] : parts,
    except: services.discardedParts.of(reference, commit),
  };
  return { session, reference, request };
}
