import { dirname, join, relative } from 'node:path';
import { parse } from 'smol-toml';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { messageOf, SwarmError } from '../../base/swarmError.ts';
import { isTable, type TomlTable, tableIn } from './tomlTable.ts';

/** A project's settings for ruff, as ruff itself would find them for files at the root. */
export interface RuffConfig {
  /** Relative to the root, for people. */
  readonly name: string;
  /** As in `ruff.toml`, with what `extend` brings in. */
  readonly options: TomlTable;
}

// In the order in which ruff prefers them.
const names = ['.ruff.toml', 'ruff.toml', 'pyproject.toml'];

async function readToml(root: string, path: string): Promise<TomlTable | undefined> {
  const text = await readTextIfExists(path);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    const [first] = messageOf(error).split('\n');
    const message = `${relative(root, path)} is not TOML: ${first}; mend it.`;
    throw new SwarmError('checker', message, error);
  }
}

function optionsIn(path: string, toml: TomlTable): TomlTable | undefined {
  if (!path.endsWith('pyproject.toml')) return toml;
  const tool = tableIn(toml, 'tool');
  return isTable(tool['ruff']) ? tool['ruff'] : undefined;
}

/** Own settings win; lists whose name says that they extend are joined. */
function inherit(base: TomlTable, own: TomlTable): TomlTable {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const inherited = base[key];
    if (isTable(value) && isTable(inherited)) merged[key] = inherit(inherited, value);
    else if (key.startsWith('extend-') && Array.isArray(value) && Array.isArray(inherited)) {
      merged[key] = [...inherited, ...value];
    } else merged[key] = value;
  }
  return merged;
}

async function readOptions(
  root: string,
  path: string,
  seen: readonly string[],
): Promise<TomlTable | undefined> {
  const toml = await readToml(root, path);
  const own = toml === undefined ? undefined : optionsIn(path, toml);
  if (own === undefined || typeof own['extend'] !== 'string') return own;
  const basePath = join(dirname(path), own['extend']);
  const base = seen.includes(basePath)
    ? undefined
    : await readOptions(root, basePath, [...seen, path]);
  if (base === undefined) {
    const message = `${relative(root, path)} extends ${own['extend']}, which holds no settings; mend it.`;
    throw new SwarmError('checker', message);
  }
  return inherit(base, own);
}

// Ruff takes the oldest Python that the project allows for its target.
async function targetVersion(root: string): Promise<TomlTable> {
  const toml = (await readToml(root, join(root, 'pyproject.toml'))) ?? {};
  const range = tableIn(toml, 'project')['requires-python'];
  const oldest = typeof range === 'string' ? /(?:>=|~=|==)\s*3\.(\d+)/.exec(range)?.[1] : undefined;
  return oldest === undefined ? {} : { 'target-version': `py3${oldest}` };
}

/**
 * @returns undefined when nothing at the root configures ruff.
 * @throws {SwarmError} `checker` when a file is no TOML, or extends one that is not there.
 * @see https://docs.astral.sh/ruff/configuration/#config-file-discovery
 */
export async function readRuffConfig(root: string): Promise<RuffConfig | undefined> {
  for (const name of names) {
    const options = await readOptions(root, join(root, name), []);
    if (options !== undefined) {
      return { name, options: { ...(await targetVersion(root)), ...options } };
    }
  }
  return undefined;
}

/**
 * The same for a project that was seen to configure ruff.
 * @throws {SwarmError} `checker` also when it does so no more.
 */
export async function requireRuffConfig(root: string): Promise<RuffConfig> {
  const config = await readRuffConfig(root);
  if (config !== undefined) return config;
  throw new SwarmError('checker', `${root} configures ruff no more; put that back.`);
}
