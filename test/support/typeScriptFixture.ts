import { execFile } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ourRequire = createRequire(import.meta.url);

/** The releases that tests have, by their package's name. */
export type InstalledTypeScript = 'typescript' | 'typescript5' | 'typescript7';

/** A TypeScript project in a temporary folder. */
export interface TypeScriptFixture {
  readonly root: string;
  write(file: string, content: string): Promise<void>;
  writeAll(files: Readonly<Record<string, string>>): Promise<void>;
  /** Puts another file in the place of this one. */
  replace(file: string, content: string): Promise<void>;
  read(file: string): Promise<string>;
  delete(file: string): Promise<void>;
  /** Makes this release the project's own. */
  install(release: InstalledTypeScript): Promise<void>;
  /** Runs the real compiler; resolves with what it prints. */
  tsc(release: InstalledTypeScript, ...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

function packageFolder(release: InstalledTypeScript): string {
  return dirname(ourRequire.resolve(`${release}/package.json`));
}

/** @param config the `tsconfig.json`; null: there is none, or it is among the files. */
export async function typeScriptFixture(
  files: Readonly<Record<string, string>>,
  config: object | null = {},
): Promise<TypeScriptFixture> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'swarm-typescript-')));
  const path = (file: string): string => join(root, file);
  const write = async (file: string, content: string): Promise<void> => {
    await mkdir(dirname(path(file)), { recursive: true });
    await writeFile(path(file), content);
  };
  const writeAll = async (more: Readonly<Record<string, string>>): Promise<void> => {
    for (const [file, content] of Object.entries(more)) await write(file, content);
  };
  await writeAll(files);
  if (config !== null) await write('tsconfig.json', JSON.stringify(config));
  return {
    root,
    write,
    writeAll,
    async replace(file, content) {
      await write(`${file}.new`, content);
      await rename(path(`${file}.new`), path(file));
    },
    read: (file) => readFile(path(file), 'utf8'),
    delete: (file) => rm(path(file), { recursive: true }),
    async install(release) {
      await mkdir(path('node_modules'), { recursive: true });
      await symlink(packageFolder(release), path('node_modules/typescript'), 'junction');
    },
    tsc: (release, ...args) =>
      new Promise((resolve) => {
        const script = join(packageFolder(release), 'bin/tsc');
        const command = [script, ...args, '--pretty', 'false'];
        execFile(process.execPath, command, { cwd: root }, (_, stdout) => resolve(stdout));
      }),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Compiler options of the fixtures that do not care. No type packages, so nothing leaks in. */
export const strictOptions = {
  strict: true,
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  lib: ['es2022'],
  types: [],
  noUnusedLocals: true,
  noUnusedParameters: true,
  noEmit: true,
} as const;
