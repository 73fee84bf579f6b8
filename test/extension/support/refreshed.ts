import type * as vscode from 'vscode';

/** Waits for a tree to say what it shows anew; undefined: all of it. */
export function refreshed<Node>(
  tree: vscode.TreeDataProvider<Node>,
): Promise<readonly Node[] | undefined> {
  return new Promise((resolve) => {
    const subscription = tree.onDidChangeTreeData?.((changed) => {
      subscription?.dispose();
      if (Array.isArray(changed)) resolve(changed);
      else resolve(changed ? [changed] : undefined);
    });
  });
}
