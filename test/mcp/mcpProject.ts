import {
  hashesBelow,
  type MarkerProject,
  markerAgent,
  markerChecker,
  markerProject,
} from '../support/markerProject.ts';

/** A project of markers whose own settings name its checker and its agent. */
export interface McpProject extends MarkerProject {
  /** How a server is started in it. */
  readonly place: { readonly folder: string; readonly cache: string };
  /** Everything of the user's: the files, the index, the refs, without what is ours. */
  userState(): Promise<Map<string, string>>;
}

/** What git itself writes when it keeps objects and refs of ours. */
const ours = ['.git/objects', '.git/refs/swarm', '.git/swarm-autofix', '.git/worktrees'];

/** @param before what its agent does first, such as `sleep 1`. */
export async function mcpProject(
  count: number,
  before?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<McpProject> {
  const project = await markerProject(count, env);
  const { repository, cache } = project;
  const settings = {
    checkers: [{ kind: 'command', id: 'markers', command: markerChecker }],
    agents: { mine: { command: markerAgent(before) } },
    ladder: ['mine'],
  };
  await repository.write('.swarm-autofix.json', JSON.stringify(settings));
  await repository.commit('settings');
  return {
    ...project,
    place: { folder: repository.root, cache },
    userState: () => hashesBelow(repository.root, ours),
  };
}
