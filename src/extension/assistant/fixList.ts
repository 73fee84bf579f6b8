import * as vscode from 'vscode';
import { listFixes } from '../api/publicFixes.ts';
import type { Fix } from '../api/swarm-autofix.d.ts';
import type { ExtensionServices } from '../host/services.ts';

/** So many are told; a model that wants more can ask for one by its id. */
const mostTold = 30;

function lineOf({ id, rules, files, isVerified, verdicts }: Fix): string {
  const where = files.map((uri) => vscode.workspace.asRelativePath(uri)).join(', ');
  const worth = isVerified ? 'verified' : `needs a person (${[...new Set(verdicts)].join(', ')})`;
  return `- ${id}: ${rules.join(', ')} in ${where}: ${worth}`;
}

/** Those that wait for somebody to decide. */
export async function waitingFixes(services: ExtensionServices): Promise<readonly Fix[]> {
  const waiting = new Set<Fix['state']>(['ready', 'conflicted']);
  return (await listFixes(services)).filter(({ state }) => waiting.has(state));
}

/** For a model to read. */
export function describeFixes(fixes: readonly Fix[]): string[] {
  if (fixes.length === 0) return ['No fix waits for review.'];
  const more = fixes.length - mostTold;
  return [
    `${fixes.length} fixes wait for review. Nothing is in the user's files yet; only the user accepts.`,
    ...fixes.slice(0, mostTold).map(lineOf),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}
