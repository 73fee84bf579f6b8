import type {
  PermissionOption,
  RequestPermissionOutcome,
  ToolKind,
} from '@agentclientprotocol/sdk/unstable';
import { isAllowedCommand } from './commandPolicy.ts';
import { pathInside, writablePathInside } from './pathInside.ts';
import type { ToolAction } from './toolAction.ts';

/** Why something is not for an agent to do; undefined when it may. */
export type Objection = string | undefined;

interface Place {
  readonly worktree: string;
  /** Commands by their first words. */
  readonly allow: readonly string[];
}

type Rule = (action: ToolAction, place: Place) => Objection | Promise<Objection>;

const outside = 'which is outside of its worktree';

async function mayRead({ paths }: ToolAction, { worktree }: Place): Promise<Objection> {
  for (const path of paths) {
    if ((await pathInside(worktree, path)) === undefined) return `read ${path}, ${outside}`;
  }
  return undefined;
}

async function mayWrite(action: ToolAction, { worktree }: Place): Promise<Objection> {
  const { paths, title } = action;
  if (paths.length === 0) return `change what it does not name (${title})`;
  for (const path of paths) {
    if ((await writablePathInside(worktree, path)) !== undefined) continue;
    const isInside = (await pathInside(worktree, path)) !== undefined;
    return `change ${path}, ${isInside ? 'which is nobody’s to change' : outside}`;
  }
  return undefined;
}

function mayRun({ command, title }: ToolAction, { allow }: Place): Objection {
  const line = command ?? title;
  return isAllowedCommand(line, allow) ? undefined : `run ${JSON.stringify(line)}`;
}

const rules: Readonly<Record<ToolKind, Rule>> = {
  read: mayRead,
  search: mayRead,
  think: () => undefined,
  edit: mayWrite,
  delete: mayWrite,
  move: mayWrite,
  execute: mayRun,
  fetch: ({ title }) => `use the network (${title})`,
  switch_mode: ({ title }) => `work in another mode (${title})`,
  other: ({ title }) => `use a tool that is not known (${title})`,
};

/**
 * Edits inside the worktree are an agent's business; commands only when they read or are allowed; the
 * network and everything else is not.
 * @returns what it must not do, to go on after "was refused to".
 */
export async function objectionTo(action: ToolAction, place: Place): Promise<Objection> {
  // What a shell runs may do anything, whatever the agent calls it.
  const kind = action.command === undefined ? action.kind : 'execute';
  return rules[kind](action, place);
}

/** By what an option is, never by where it stands: some list first what would hold for ever. */
export function answerWith(
  isAllowed: boolean,
  options: readonly PermissionOption[],
): RequestPermissionOutcome {
  const kinds = isAllowed ? (['allow_once'] as const) : (['reject_once', 'reject_always'] as const);
  const option = kinds
    .map((kind) => options.find((one) => one.kind === kind))
    .find((one) => one !== undefined);
  return option === undefined
    ? { outcome: 'cancelled' }
    : { outcome: 'selected', optionId: option.optionId };
}
