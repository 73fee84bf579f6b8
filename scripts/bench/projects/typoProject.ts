import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../runCommand.ts';
import { createGitProject } from './gitProject.ts';

/** How long the agent thinks about a task. */
export const agentSeconds = 2;

/** Prints a line in the form of `tsc` for each "teh". */
const checkScript = `#!/bin/sh
awk '{
  column = index($0, "teh")
  if (column == 0) next
  found = 1
  printf "%s(%d,%d): error TS9001: \\"teh\\" is misspelt.\\n", FILENAME, FNR, column
}
END { exit found }' src/*.ts
`;

/** Thinks, then really mends one file. */
const mendScript = `#!/bin/sh
sleep ${agentSeconds}
sed 's/teh/the/' "$1" > "$1.mended" && mv "$1.mended" "$1"
`;

/** The same for the file that the task is about. */
const agentScript = `#!/bin/sh
file=$(sed -n 's/.*"filePaths":\\["\\([^"]*\\)"\\].*/\\1/p' "$SWARM_TASK_FILE")
exec sh tools/mend.sh "$file"
`;

function moduleText(number: number): string {
  return `/** The words of page ${number}. */
export const page${number} = {
  title: 'Page ${number}',
  text: 'This is teh end of page ${number}.',
};
`;
}

/** A small repository in which each file of `src` has one problem, which an agent can mend. */
export interface TypoProject {
  readonly root: string;
  readonly files: readonly string[];
  readonly issuesFile: string;
  readonly checkCommand: string;
  readonly agentCommand: string;
}

/** @param folder an empty one; the project is in a folder of it. */
export async function createTypoProject(folder: string, count: number): Promise<TypoProject> {
  const root = join(folder, 'project');
  const numbers = Array.from({ length: count }, (_none, index) => index + 1);
  const fileOf = (number: number): string => `src/page${String(number).padStart(2, '0')}.ts`;
  const checkCommand = 'sh tools/check.sh';
  await createGitProject(root, [
    ['tools/check.sh', checkScript],
    ['tools/mend.sh', mendScript],
    ['tools/agent.sh', agentScript],
    ...numbers.map((number) => [fileOf(number), moduleText(number)] as const),
  ]);
  const { stdout } = await runCommand({ command: checkCommand, cwd: root }, [1]);
  const issuesFile = join(folder, 'issues.txt');
  await writeFile(issuesFile, stdout);
  const files = numbers.map(fileOf);
  return { root, files, issuesFile, checkCommand, agentCommand: 'sh tools/agent.sh' };
}
