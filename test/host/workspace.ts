/** What a window has open. */
export type OpenedWorkspace =
  | { readonly kind: 'folder'; readonly path: string }
  /** A `.code-workspace` file. */
  | { readonly kind: 'workspace'; readonly path: string };

/**
 * The address of a window that has the workspace open.
 * @param payload what only a server that runs suites listens to.
 */
export function windowUrl(
  server: { readonly url: string },
  workspace: OpenedWorkspace,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const query = new URLSearchParams({ [workspace.kind]: workspace.path });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.url}/?${query}`.replaceAll('%2F', '/');
}
