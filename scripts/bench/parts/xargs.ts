import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, BenchPart } from '../benchPart.ts';
import { measured, median, ratio } from '../figure.ts';
import { type ProductRun, runProduct } from '../productRun.ts';
import { git } from '../projects/gitProject.ts';
import { createTypoProject, type TypoProject } from '../projects/typoProject.ts';
import { runCommand } from '../runCommand.ts';
import { alternate, millisecondsOf } from '../stopwatch.ts';
import { withTemporaryFolder } from '../temporaryFolder.ts';

const taskCount = 40;
const workers = 4;
const rounds = 2;

/** What a person would write: no snapshot, no verdicts, no journal. */
const script = `#!/bin/sh
# usage: mend-all.sh FOLDER FILE...
trees=$1
shift
one='
  name=$(basename "$2" .ts)
  tree="$1/$name"
  git worktree add --quiet -b "fix-$name" "$tree" &&
    (cd "$tree" && sh tools/mend.sh "$2" && git commit --quiet --all --message "mend $2") &&
    git worktree remove "$tree"
'
printf "%s\\n" "$@" | xargs -P ${workers} -I{} sh -c "$one" one "$trees" {}
`;

async function faultsOf(project: TypoProject): Promise<string[]> {
  const branches = (await git(project.root, 'branch', '--list', 'fix-*')).split('\n');
  const isMended = await Promise.all(
    branches.map(async (line) => {
      const branch = line.replace(/^[*+]?\s+/, '');
      return (await git(project.root, 'diff', '--name-only', 'main', branch)) !== '';
    }),
  );
  const mended = isMended.filter(Boolean).length;
  if (mended === taskCount) return [];
  return [`the shell script mended ${mended} of ${taskCount} files`];
}

async function runScript(context: BenchContext, folder: string): Promise<ProductRun> {
  const project = await createTypoProject(folder, taskCount);
  const path = join(folder, 'mend-all.sh');
  await writeFile(path, script);
  const args = [path, join(folder, 'trees'), ...project.files];
  const request = { command: 'sh', args, cwd: project.root, signal: context.signal };
  // A task that failed is found out below.
  const duration = await millisecondsOf(() => runCommand(request, [0, 1, 123]));
  return { seconds: duration / 1000, faults: await faultsOf(project) };
}

export const xargs: BenchPart = {
  name: 'xargs',
  title: `the same ${taskCount} tasks against a script of git worktree and xargs -P ${workers}`,
  async run(context) {
    const faults: string[] = [];
    const sampleOf = (who: string, run: (folder: string) => Promise<ProductRun>) => async () => {
      const result = await withTemporaryFolder(run);
      context.progress(`${who}: ${result.seconds.toFixed(1)} s`);
      faults.push(...result.faults);
      return result.seconds;
    };
    const { ours, theirs } = await alternate(
      {
        ours: sampleOf('ours', async (folder) =>
          runProduct(context, folder, await createTypoProject(folder, taskCount), { workers }),
        ),
        theirs: sampleOf('the script', (folder) => runScript(context, folder)),
      },
      rounds,
    );
    const figures = [
      measured(`ours, ${workers} workers`, 's', ours),
      measured('the script', 's', theirs),
      ratio('ours against the script', median(ours) / median(theirs), {
        kind: 'atMost',
        value: 1.1,
      }),
    ];
    return { figures, notes: ['the script checks nothing; ours gives verdicts'], faults };
  },
};
