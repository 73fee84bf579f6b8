import { join } from 'node:path';
import * as z from 'zod';
import { agentNamed } from './agents/agentNamed.ts';
import { readTextIfExists } from './base/atomicFile.ts';
import { messageOf, SwarmError } from './base/swarmError.ts';
import type { AgentSettings, CheckerSettings } from './protocol/settings.ts';
import type { WrittenAgent } from './protocol/writtenAgent.ts';
import { hostAgentNames } from './protocol/writtenAgent.ts';

/** The name of the file at the root of a project. */
export const settingsFileName = '.swarm-autofix.json';

/** How a person writes down a checker, in whatever place. */
export const checkerShape: z.ZodType<CheckerSettings> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['typescript', 'eslint', 'ruff']) }),
  z.strictObject({
    kind: z.literal('command'),
    id: z.string().min(1),
    command: z.string().min(1),
    problemMatcher: z.unknown().optional(),
  }),
  z.strictObject({
    kind: z.literal('lsp'),
    id: z.string().min(1),
    command: z.string().min(1),
    args: z.array(z.string()).default([]),
    extensions: z.array(z.string().startsWith('.')).min(1),
    languageId: z.string().min(1),
    initializationOptions: z.unknown().optional(),
    configuration: z.record(z.string(), z.unknown()).default({}),
  }),
]);

const words = z.array(z.string());

const leashShape = {
  confine: z.enum(['auto', 'required', 'off']).optional(),
  writable: words.optional(),
  retries: z.int().min(0).max(10).optional(),
};

const acpShape = z.strictObject({
  acp: z.string().min(1),
  args: words.optional(),
  env: z.record(z.string(), z.string()).optional(),
  mode: z.string().optional(),
  model: z.string().optional(),
  allow: words.optional(),
  price: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
  ...leashShape,
});

const agentShape: z.ZodType<WrittenAgent> = z.union(
  [
    z.strictObject({ command: z.string().min(1), ...leashShape }),
    acpShape,
    z.strictObject({ remote: z.string().min(1), agent: z.string().min(1).optional() }),
    z.strictObject({ mahavishnu: z.string().min(1) }),
  ],
  {
    error:
      'an agent is { "acp": "…" }, { "command": "…" }, { "remote": "…", "agent": "…" }, or ' +
      '{ "mahavishnu": "…" }, each a text, with what docs/agents.md lists besides',
  },
);

/** These agents are always there. */
const builtInNames: readonly string[] = ['', 'quickfix', ...hostAgentNames];

const settingsShape = z.strictObject({
  $schema: z.string().optional(),
  /** In place of the checkers that are found by themselves. */
  checkers: z.array(checkerShape).min(1).optional(),
  /** By name. */
  agents: z
    .record(z.string(), agentShape)
    .superRefine((agents, context) => {
      const taken = Object.keys(agents).find((name) => builtInNames.includes(name));
      if (taken === undefined) return;
      const message = `"${taken}" cannot be the name of an agent of your own; choose another`;
      context.addIssue({ code: 'custom', message });
    })
    .default({}),
  /** The ladder, first to last. */
  ladder: z.array(z.string()).min(1, 'name at least one agent').optional(),
  /** Run once in every new worktree, such as `npm ci`. */
  setup: z.string().default(''),
});

/** What a project says about itself in {@link settingsFileName}. */
export interface ProjectSettings {
  readonly checkers: readonly CheckerSettings[];
  readonly agents: readonly AgentSettings[];
  readonly ladder: readonly string[];
  /** False when the project says nothing about the ladder. */
  readonly isLadderChosen: boolean;
  readonly setup: string;
}

const foundByThemselves: readonly CheckerSettings[] = [
  { kind: 'typescript' },
  { kind: 'eslint' },
  { kind: 'ruff' },
];

function complain(path: string, words: string, original: unknown): never {
  throw new SwarmError(
    'configuration',
    `${path}: ${words}; mend it, or remove the file.`,
    original,
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return complain(path, messageOf(error), error);
  }
}

/**
 * Reads the settings of a project; without a file, what is usual.
 * @throws {SwarmError} `configuration` with the first thing that is wrong, and where.
 */
export async function readProjectSettings(root: string): Promise<ProjectSettings> {
  const path = join(root, settingsFileName);
  const text = (await readTextIfExists(path)) ?? '{}';
  const parsed = settingsShape.safeParse(parseJson(path, text));
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const place = first?.path.join('.') || 'the file';
    return complain(path, `${place}: ${first?.message ?? 'is not understood'}`, parsed.error);
  }
  const { checkers, agents, ladder, setup } = parsed.data;
  const named = Object.entries(agents).map(([id, written]) => agentNamed(id, written));
  return {
    checkers: checkers ?? foundByThemselves,
    agents: named,
    ladder: ladder ?? ['quickfix', ...named.map((agent) => agent.id).slice(0, 1)],
    isLadderChosen: ladder !== undefined,
    setup,
  };
}
