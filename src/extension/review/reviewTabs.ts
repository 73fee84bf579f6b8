import * as vscode from 'vscode';
import type { FixReference } from '../fixes/fixReference.ts';
import type { FixAddress } from './fixAddress.ts';
import { addressOf } from './fixUris.ts';
import type { ReviewTitles } from './reviewTitles.ts';

/** An editor that shows a fix. */
export type ReviewTab =
  /** All files of a task. */
  | {
      readonly kind: 'task';
      readonly tab: vscode.Tab;
      readonly reference: FixReference;
      readonly title: string;
    }
  /** One file of it. */
  | {
      readonly kind: 'file';
      readonly tab: vscode.Tab;
      readonly reference: FixReference;
      readonly address: FixAddress;
    };

function uriIn({ input }: vscode.Tab): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  const isPlain = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return isPlain ? input.uri : undefined;
}

function reviewTabOf(tab: vscode.Tab, titles: ReviewTitles): ReviewTab | undefined {
  const uri = uriIn(tab);
  const address = uri && addressOf(uri);
  if (address !== undefined) {
    const { root, runId, taskId, path } = address;
    return { kind: 'file', tab, address, reference: { root, runId, taskId, path } };
  }
  const titled = uri === undefined ? titles.find(tab.label) : undefined;
  return titled && { kind: 'task', tab, ...titled };
}

/** All editors that show fixes. */
export function reviewTabs(titles: ReviewTitles): ReviewTab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap((tab) => reviewTabOf(tab, titles) ?? []);
}

/** The editor that a person is in, when it shows a fix. */
export function activeReviewTab(titles: ReviewTitles): ReviewTab | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return tab && reviewTabOf(tab, titles);
}

/** Closes those that are still there, and that nobody would lose an edit with. */
export async function closeTabs(tabs: readonly ReviewTab[]): Promise<void> {
  const there = new Set(vscode.window.tabGroups.all.flatMap((group) => group.tabs));
  const closing = tabs.map(({ tab }) => tab).filter((tab) => there.has(tab) && !tab.isDirty);
  if (closing.length > 0) await vscode.window.tabGroups.close(closing, true);
}
