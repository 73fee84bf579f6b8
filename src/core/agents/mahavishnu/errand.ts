import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SwarmError, systemCodeOf } from '../../base/swarmError.ts';
import type { AgentContext } from '../agent.ts';
import { promptOf } from '../prompt/promptOf.ts';

/** Nothing in it means anything to a shell, within quotes of whatever kind. */
const harmlessPath = /^[\p{L}\p{M}\p{N} /\\:._,@+=~#()[\]{}-]+$/u;

const usualName = '.swarm-autofix-prompt.md';

async function textFor(context: AgentContext, doneFile: string): Promise<string> {
  return [
    `Go to the folder ${context.worktree} first: it is what is called the current folder here. Work only in`,
    'that folder, and leave this file as it is.',
    '',
    await promptOf(context),
    'When you are done, and not before, create this file, with nothing in it; it is the only one outside',
    'of that folder that you may touch:',
    doneFile,
    '',
  ].join('\n');
}

/** Never writes over a file of the project. */
async function writeUnused(folder: string, text: string, name = usualName): Promise<string> {
  const path = join(folder, name);
  try {
    await writeFile(path, text, { flag: 'wx' });
    return path;
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
    return writeUnused(folder, text, `.swarm-autofix-prompt-${randomUUID().slice(0, 8)}.md`);
  }
}

/** What a worker is told, in a file: a server may type what it is sent into a shell. */
export class Errand {
  /** All that the worker's server gets to see. */
  readonly line: string;
  /** Comes into being when the worker is done, by its own hand. */
  readonly doneFile: string;
  readonly #promptFile: string;

  private constructor(promptFile: string, doneFile: string) {
    this.line = `Please read the file '${promptFile}' and do what it says.`;
    this.doneFile = doneFile;
    this.#promptFile = promptFile;
  }

  /** @throws {SwarmError} `environment` when the path of the worktree could do harm in a shell. */
  static async write(context: AgentContext): Promise<Errand> {
    const { worktree, taskFilePath } = context;
    if (!harmlessPath.test(worktree)) {
      const words = 'has a sign in it that a shell could take for its own';
      const advice = 'use a cache folder with a plain name for workers of a server';
      throw new SwarmError('environment', `${JSON.stringify(worktree)} ${words}; ${advice}.`);
    }
    // Nobody else can know the name, so that the file says what it is to say.
    const doneFile = join(dirname(taskFilePath), `done-${randomUUID()}`);
    return new Errand(await writeUnused(worktree, await textFor(context, doneFile)), doneFile);
  }

  /** Takes both files away, whatever the worker has made of them. */
  async remove(): Promise<void> {
    for (const path of [this.#promptFile, this.doneFile]) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
