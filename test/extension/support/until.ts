import type * as vscode from 'vscode';

/** Until something is so, looking at each event of that kind. */
export function until(isSo: () => boolean, event: vscode.Event<unknown>): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const subscription = event(() => {
      if (!isSo()) return;
      subscription.dispose();
      resolve();
    });
  });
}
