import * as vscode from 'vscode';
import { isSwarmError } from '../../core/base/swarmError.ts';
import { reviewFix } from '../api/publicFixes.ts';
import type { ExtensionServices } from '../host/services.ts';
import { describeFixes, waitingFixes } from './fixList.ts';

/** What an assistant may ask for; the manifest says the same to it. */
export interface ReviewWish {
  /** The first that waits when none is named. */
  readonly fix?: string;
}

async function show(services: ExtensionServices, { fix }: ReviewWish): Promise<string> {
  const waiting = await waitingFixes(services);
  const id = fix ?? waiting[0]?.id;
  if (id === undefined) return 'No fix waits for review.';
  await reviewFix(services, id);
  return [`The user sees ${id} now.`, ...describeFixes(waiting)].join('\n');
}

export const reviewTool = {
  async prepare(): Promise<vscode.PreparedToolInvocation> {
    return { invocationMessage: vscode.l10n.t('Showing a fix for review') };
  },
  async invoke(services: ExtensionServices, wish: ReviewWish): Promise<string> {
    try {
      return await show(services, wish);
    } catch (error) {
      if (isSwarmError(error)) return error.message;
      throw error;
    }
  },
};
