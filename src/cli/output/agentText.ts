import type { SurveyedAgent } from '../../core/agentSurvey.ts';
import type { AgentStanding, Hold } from '../../core/agents/agentStanding.ts';
import type { Output } from './output.ts';
import { wrapText } from './wrapText.ts';

function holdText(hold: Hold): string {
  switch (hold.kind) {
    case 'ours':
      return '';
    case 'confined':
      return `confined by ${hold.by}`;
    case 'free':
      return `not confined: ${hold.reason}`;
  }
}

function nameWithHold({ id, hold }: AgentStanding): string {
  const text = holdText(hold);
  return text === '' ? id : `${id} (${text})`;
}

/** Who would try, first to last, and how far each is held to its worktree. */
export function formatLadder(agents: readonly AgentStanding[], { width }: Output): string[] {
  const text = `Agents: ${agents.map(nameWithHold).join(', then ')}.`;
  return [
    ...wrapText(text, width, 2),
    ...agents.flatMap(({ id, lack }) => {
      if (lack === undefined) return [];
      const { what, advice } = lack;
      return wrapText(`${id} cannot start: ${what}${advice === '' ? '' : `; ${advice}`}`, width, 2);
    }),
  ];
}

/** What somebody should know before it begins: which of the agents could write elsewhere. */
export function formatFreeAgents(agents: readonly AgentStanding[]): string[] {
  return agents.flatMap(({ id, hold }) =>
    hold.kind === 'free' ? [`${id} is not confined to its worktree: ${hold.reason}`] : [],
  );
}

/** An agent, and what became of an attempt to open a session with it; undefined: nobody has tried. */
export interface TriedAgent extends SurveyedAgent {
  readonly fault?: string;
}

function rowFor(agent: TriedAgent): string {
  const { version, hold, fault } = agent;
  const tried = fault === undefined ? [] : [fault === '' ? 'ready' : fault];
  return [version, ...tried, holdText(hold)].filter((text) => text !== '').join(', ');
}

function section(
  title: string,
  agents: readonly TriedAgent[],
  textFor: (agent: TriedAgent) => string,
  output: Output,
): string[] {
  if (agents.length === 0) return [];
  const indent = Math.max(...agents.map(({ id }) => id.length)) + 4;
  return [
    output.style('bold', title),
    ...agents.flatMap((agent) =>
      wrapText(`  ${agent.id.padEnd(indent - 2)}${textFor(agent)}`, output.width, indent),
    ),
  ];
}

/** Which agents there are, and how to get the others. */
export function formatAgents(agents: readonly TriedAgent[], output: Output): string[] {
  const here = agents.filter(({ lack }) => lack === undefined);
  const away = agents.filter(({ lack }) => lack !== undefined);
  const nothing = here.length === 0 ? ['No agent of those that are known is installed here.'] : [];
  return [
    ...nothing,
    ...section('Installed', here, rowFor, output),
    ...section('Not installed', away, ({ lack }) => lack?.advice ?? '', output),
  ];
}
