import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type TemporaryRepository, temporaryRepository } from './temporaryRepository.ts';

const program = resolve(import.meta.dirname, '../../dist/cli.js');

/** Complains about every line that says BAD, as `tsc` would. */
export const markerChecker =
  "grep -rnH BAD src | sed -E 's/^([^:]+):([0-9]+):.*/\\1(\\2,1): error TS1: a bad line/'; true";

/** Mends the files that it is told about. `$1` is what it does first. */
export function markerAgent(before = 'true'): string {
  const files = "sed -n '1s/^Fix these problems in \\(.*\\)\\.$/\\1/p' | tr -d ,";
  return `files=$(${files}); ${before}; for f in $files; do sed -i s/BAD/GOOD/ "$f"; done`;
}

export interface CliAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository with problems that take no tools to find and to mend, and the command line in it. */
export interface MarkerProject {
  readonly repository: TemporaryRepository;
  readonly cache: string;
  /** Runs the built command line to its end. */
  cli(...args: string[]): Promise<CliAnswer>;
  /** Starts it, as the leader of a process group. */
  start(...args: string[]): ChildProcess;
  /** Options for a run that fixes everything, its agent doing `before` first. */
  runOptions(before?: string): string[];
  remove(): Promise<void>;
}

/** @param count so many files under `src`, with one bad line each. */
export async function markerProject(
  count: number,
  env: Readonly<Record<string, string>> = {},
): Promise<MarkerProject> {
  const files: Record<string, string> = { '.gitignore': 'ignored\n' };
  for (let index = 1; index <= count; index += 1) {
    files[`src/file${index}.txt`] = `first ${index}\nBAD\nlast ${index}\n`;
  }
  const repository = await temporaryRepository(files);
  const cache = join(repository.folder, 'cache');
  const options = {
    cwd: repository.root,
    env: { ...process.env, ...env, SWARM_CACHE: cache, NO_COLOR: '1' },
  };
  return {
    repository,
    cache,
    cli: (...args) =>
      new Promise((done, fail) => {
        execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
          const code = error === null ? 0 : error.code;
          if (typeof code === 'number') done({ exitCode: code, stdout, stderr });
          else fail(error);
        });
      }),
    start: (...args) => spawn(process.execPath, [program, ...args], { ...options, detached: true }),
    runOptions: (before) => {
      const agent = ['--agent-command', markerAgent(before)];
      return ['run', '--ai-fix', '--check', markerChecker, ...agent];
    },
    remove: () => repository.remove(),
  };
}

/** Every file below a folder with a hash of its content, without what is left out by name. */
export async function hashesBelow(
  folder: string,
  except: readonly string[] = [],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    const isLeftOut = except.some((prefix) => name === prefix || name.startsWith(`${prefix}/`));
    if (!entry.isFile() || isLeftOut) continue;
    hashes.set(
      name,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  return hashes;
}
