import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a server must have in its environment to find no programs. */
export async function withoutPrograms(folder: string): Promise<{ readonly PATH: string }> {
  const path = join(folder, 'programs');
  await mkdir(path);
  return { PATH: path };
}

/** As the real one is where all this was not known yet. */
const script = `#!/bin/sh
case "$*" in
  *version*) echo 'git version 2.20.1' ;;
  *merge-tree*) echo 'usage: git merge-tree <base-tree> <branch1> <branch2>'; exit 129 ;;
  *) PATH='${process.env['PATH']}'; exec git "$@" ;;
esac
`;

/** The same, to find a git that is too old before all others. */
export async function withOldGit(folder: string): Promise<{ readonly PATH: string }> {
  const { PATH } = await withoutPrograms(folder);
  await writeFile(join(PATH, 'git'), script, { mode: 0o755 });
  return { PATH: `${PATH}:${process.env['PATH']}` };
}
