import { agentCatalog, catalogAgent, usualRetries } from '../../core/agents/acp/agentCatalog.ts';
import { agentNamed } from '../../core/agents/agentNamed.ts';
import type { ProjectSettings } from '../../core/projectSettings.ts';
import type { AgentSettings } from '../../core/protocol/settings.ts';

import type { SettingMap } from './settingMap.ts';

/** The ladder, or the name in it that stands for no agent. */
export type ChosenAgents =
  | { readonly kind: 'known'; readonly agents: readonly AgentSettings[] }
  | {
      readonly kind: 'unknown';
      readonly name: string;
      readonly known: readonly string[];
      readonly isFromProject: boolean;
    };

/** What the editor's settings say about agents; `ladder` only when somebody has set it. */
export interface EditorAgents {
  readonly agents: SettingMap['agents'];
  readonly ladder: readonly string[] | undefined;
  /** The ladder when nobody has said anything. */
  readonly usualLadder: readonly string[];
}

type ProjectAgents = Pick<ProjectSettings, 'agents' | 'ladder' | 'isLadderChosen'>;

function ladderOf(editor: EditorAgents, project: ProjectAgents): readonly string[] {
  if (editor.ladder !== undefined) return editor.ladder;
  if (project.isLadderChosen) return project.ladder;
  // What a project adds by itself comes after what costs nothing.
  return [...new Set([...editor.usualLadder, ...project.ladder])];
}

/** The agents that somebody has written down, and those that are always there, without those known by name. */
export function knownAgents(
  agents: EditorAgents['agents'],
  project: Pick<ProjectAgents, 'agents'>,
): readonly AgentSettings[] {
  const known = [...agentsByName({ agents }, project).values()];
  const catalog = new Set(agentCatalog.map(({ id }) => id));
  const own = new Set([...project.agents.map(({ id }) => id), ...Object.keys(agents)]);
  return known.filter(({ id }) => own.has(id) || !catalog.has(id));
}

/** Agents by name; the editor's setting wins over the project's one of the same name. */
function agentsByName(
  editor: Pick<EditorAgents, 'agents'>,
  project: Pick<ProjectAgents, 'agents'>,
): Map<string, AgentSettings> {
  const fromEditor = Object.entries(editor.agents).map(([id, written]) => agentNamed(id, written));
  const all: readonly AgentSettings[] = [
    ...agentCatalog.map(catalogAgent),
    ...project.agents,
    ...fromEditor,
    { kind: 'quickfix', id: 'quickfix' },
    { kind: 'editor', id: 'editor' },
    { kind: 'host', id: 'chat', retries: usualRetries },
  ];
  return new Map(all.map((agent) => [agent.id, agent]));
}

/** Who tries to fix, first to last: the editor's settings, as far as they are set, over the project's. */
export function chooseAgents(editor: EditorAgents, project: ProjectAgents): ChosenAgents {
  const byName = agentsByName(editor, project);
  const names = [...new Set(ladderOf(editor, project))];
  const agents = names.flatMap((name) => byName.get(name) ?? []);
  const name = names.find((one) => !byName.has(one));
  if (name === undefined) return { kind: 'known', agents };
  const isFromProject = editor.ladder === undefined;
  return { kind: 'unknown', name, known: [...byName.keys()].sort(), isFromProject };
}
