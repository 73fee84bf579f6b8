import { execFile } from 'node:child_process';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type SimpleGit, simpleGit } from 'simple-git';

const execute = promisify(execFile);

/** A real repository in a folder of its own. `hand` is the user's: it shares nothing with our git. */
export interface TemporaryRepository {
  /** Holds `root`, and room for more beside it. */
  readonly folder: string;
  readonly root: string;
  readonly hand: SimpleGit;
  path(file: string): string;
  write(file: string, content: string | Buffer, mode?: number): Promise<void>;
  link(file: string, target: string): Promise<void>;
  read(file: string): Promise<string>;
  /** Adds lines to the repository's own configuration. */
  configure(lines: string): Promise<void>;
  /** Adds everything and commits it; returns the commit. */
  commit(message?: string): Promise<string>;
  /** Mode and path of each file in a commit or tree. */
  listing(revision: string): Promise<string[]>;
  /** A file's content in a commit or tree. */
  show(revision: string, file: string): Promise<string>;
  /** Adds another repository as a submodule and commits that. */
  addSubmodule(other: TemporaryRepository, file: string): Promise<void>;
  remove(): Promise<void>;
}

/** @param files by path, for a first commit; none: a repository without a commit. */
export async function temporaryRepository(
  files?: Readonly<Record<string, string>>,
): Promise<TemporaryRepository> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'swarm-git-')));
  const root = join(folder, 'project');
  await mkdir(root);
  const repository = repositoryIn(folder, root);
  await repository.hand.init(['--initial-branch=main', '--template=']);
  // Waiting for the disk would be most of the time of a test.
  await repository.configure('[user]\nname = Hand\nemail = hand@example.com\n');
  await repository.configure('[core]\nfsync = none\n');
  for (const [file, content] of Object.entries(files ?? {})) await repository.write(file, content);
  if (files !== undefined) await repository.commit('first');
  return repository;
}

/** The same for a working tree that is already there, such as a linked worktree. */
export function repositoryIn(folder: string, root: string): TemporaryRepository {
  const hand = simpleGit(root, { unsafe: { allowUnsafeTemplateDir: true } });
  const path = (file: string): string => join(root, file);
  return {
    folder,
    root,
    hand,
    path,
    async write(file, content, mode) {
      await mkdir(dirname(path(file)), { recursive: true });
      await writeFile(path(file), content);
      if (mode !== undefined) await chmod(path(file), mode);
    },
    async link(file, target) {
      await mkdir(dirname(path(file)), { recursive: true });
      await symlink(target, path(file));
    },
    read: (file) => readFile(path(file), 'utf8'),
    configure: (lines) => appendFile(path('.git/config'), lines),
    async commit(message = 'more') {
      await hand.raw(['add', '-A']);
      await hand.raw(['commit', '-q', '--allow-empty', '-m', message]);
      return (await hand.revparse(['HEAD'])).trim();
    },
    async listing(revision) {
      const text = await hand.raw(['ls-tree', '-r', '-z', revision]);
      const entries = text.split('\0').filter((line) => line !== '');
      return entries.map((line) => line.replace(/^(\d+) .*?\t/, '$1 '));
    },
    show: (revision, file) => hand.raw(['cat-file', 'blob', `${revision}:${file}`]),
    async addSubmodule(other, file) {
      // The user's hand refuses this setting, which git needs since it distrusts local submodules.
      const allow = ['-c', 'protocol.file.allow=always'];
      await execute('git', [...allow, 'submodule', 'add', '-q', other.root, file], { cwd: root });
      await this.commit('submodule');
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
