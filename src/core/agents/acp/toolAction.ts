import { relative } from 'node:path';
import type { ToolCallUpdate, ToolKind } from '@agentclientprotocol/sdk/unstable';
import { isRecord } from '../../base/isRecord.ts';

/** What an agent is about to do, or does, as far as it says. */
export interface ToolAction {
  readonly kind: ToolKind;
  /** Its own words for it, in a line. */
  readonly title: string;
  /** As the agent writes them. */
  readonly paths: readonly string[];
  /** What it gives to a shell; undefined when that is not what it does. */
  readonly command: string | undefined;
}

/** The names under which programs hand paths to their own tools. */
const pathNames = [
  'file_path',
  'filePath',
  'filepath',
  'path',
  'absolute_path',
  'abs_path',
  'notebook_path',
  'source',
  'destination',
  'oldPath',
  'newPath',
  'move_path',
];

/** Objects whose names are paths. */
const pathMaps = ['changes', 'fileChanges', 'files'];

const shells = /(?:^|\/)(?:ba|z|da|k)?sh$/;

function textsIn(input: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = input[name];
    return typeof value === 'string' ? [value] : [];
  });
}

function pathsIn(input: unknown): string[] {
  if (!isRecord(input)) return [];
  const maps = pathMaps.flatMap((name) => {
    const value = input[name];
    return isRecord(value) ? Object.entries(value) : [];
  });
  const moved = maps.flatMap(([, change]) => (isRecord(change) ? textsIn(change, pathNames) : []));
  return [...textsIn(input, pathNames), ...maps.map(([path]) => path), ...moved];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** A list of words is a program without a shell, unless the program is a shell. */
function commandIn(input: unknown): string | undefined {
  if (!isRecord(input)) return undefined;
  const command = input['command'] ?? input['cmd'] ?? input['script'];
  if (typeof command === 'string') return command;
  if (!isTexts(command)) return undefined;
  const [program = '', flag = '', line] = command;
  const isShell = shells.test(program) && /^-\w*c$/.test(flag) && command.length === 3;
  if (isShell && line !== undefined) return line;
  return command.map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}

/** What is said later of the same call goes before what was said earlier. */
export function mergeToolCalls(
  earlier: ToolCallUpdate | undefined,
  later: ToolCallUpdate,
): ToolCallUpdate {
  const known = Object.entries(later).filter(([, value]) => value !== undefined && value !== null);
  return { ...earlier, ...Object.fromEntries(known), toolCallId: later.toolCallId };
}

export function actionOf(call: ToolCallUpdate): ToolAction {
  const { kind, title, locations, content, rawInput } = call;
  const diffs = (content ?? []).flatMap((part) => (part.type === 'diff' ? [part.path] : []));
  const places = (locations ?? []).map(({ path }) => path);
  return {
    kind: kind ?? 'other',
    title: title ?? '',
    paths: [...new Set([...places, ...diffs, ...pathsIn(rawInput)])],
    command: commandIn(rawInput),
  };
}

/** For a log: what is run, or what is done to which files. */
export function describeAction(
  { kind, title, paths, command }: ToolAction,
  worktree: string,
): string {
  if (command !== undefined) return `$ ${command}`;
  const names = paths.map((path) => (path.startsWith(worktree) ? relative(worktree, path) : path));
  return names.length === 0 ? title : `${kind} ${names.join(', ')}`;
}
