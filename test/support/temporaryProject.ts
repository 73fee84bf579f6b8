import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own with some files, without git. */
export interface TemporaryProject {
  readonly root: string;
  path(file: string): string;
  write(file: string, content: string): Promise<void>;
  read(file: string): Promise<string>;
  /** Makes the packages of this repository the project's own. */
  linkPackages(): Promise<void>;
  remove(): Promise<void>;
}

export async function temporaryProject(
  files: Readonly<Record<string, string>>,
): Promise<TemporaryProject> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'swarm-project-')));
  const path = (file: string): string => join(root, file);
  const project: TemporaryProject = {
    root,
    path,
    async write(file, content) {
      await mkdir(dirname(path(file)), { recursive: true });
      await writeFile(path(file), content);
    },
    read: (file) => readFile(path(file), 'utf8'),
    linkPackages: () =>
      symlink(join(import.meta.dirname, '../../node_modules'), path('node_modules'), 'junction'),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
  for (const [file, content] of Object.entries(files)) await project.write(file, content);
  return project;
}
