import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { messageOf, SwarmError } from '../../base/swarmError.ts';

/** How deep package folders are looked for when `package.json` does not say where they are. */
const unlistedDepth = 3;
const listedDepth = 6;

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Reads both shapes: a list of globs, and `{ packages: [globs] }`. */
function workspacesOf(manifest: unknown): readonly string[] | undefined {
  if (typeof manifest !== 'object' || manifest === null || !('workspaces' in manifest)) return;
  const { workspaces } = manifest;
  if (isTextList(workspaces)) return workspaces;
  if (typeof workspaces !== 'object' || workspaces === null || !('packages' in workspaces)) return;
  return isTextList(workspaces.packages) ? workspaces.packages : undefined;
}

async function readWorkspaces(root: string): Promise<readonly string[] | undefined> {
  const file = join(root, 'package.json');
  const text = await readTextIfExists(file);
  try {
    return workspacesOf(JSON.parse(text ?? '{}'));
  } catch (error) {
    throw new SwarmError('configuration', `${file} is not valid JSON: ${messageOf(error)}`, error);
  }
}

function globPattern(glob: string): RegExp {
  const body = glob
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`)
    .replace(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${body}$`);
}

/** Folders below `root`, relative with `/`, without hidden ones and installed packages. */
function foldersBelow(root: string, depth: number, prefix = ''): readonly string[] {
  if (depth === 0) return [];
  return readdirSync(join(root, prefix), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
    .map(({ name }) => prefix + name)
    .flatMap((folder) => [folder, ...foldersBelow(root, depth - 1, `${folder}/`)]);
}

async function packageFolders(root: string): Promise<readonly string[]> {
  const globs = await readWorkspaces(root);
  if (globs === undefined) return foldersBelow(root, unlistedDepth);
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(globPattern);
  const unwanted = globs
    .filter((glob) => glob.startsWith('!'))
    .map((glob) => globPattern(glob.slice(1)));
  return foldersBelow(root, listedDepth).filter(
    (folder) =>
      wanted.some((pattern) => pattern.test(folder)) &&
      !unwanted.some((pattern) => pattern.test(folder)),
  );
}

/**
 * The `tsconfig.json` files to start from: that of the root, or else those of its packages, which
 * are where `workspaces` in `package.json` says, or at most three folders down.
 * @param root an absolute path.
 * @returns absolute paths; none when this is no TypeScript project.
 * @throws {SwarmError} `configuration` when `package.json` cannot be read.
 */
export async function findTypeScriptConfigFiles(root: string): Promise<readonly string[]> {
  const rootConfig = join(root, 'tsconfig.json');
  if (existsSync(rootConfig)) return [rootConfig];
  const folders = await packageFolders(root);
  return folders
    .map((folder) => join(root, folder, 'tsconfig.json'))
    .filter((file) => existsSync(file));
}
