import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { folderOf } from '../install/installProgram.ts';
import type { AgentProgram } from './agentProgram.ts';

/** How an agent program is started. */
export interface ProgramStart {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment, nothing of this process's own but where programs are. */
  readonly env: Readonly<Record<string, string>>;
}

function environmentOf(program: AgentProgram, home: string): Record<string, string> {
  const programs = join(folderOf(program), 'node_modules/.bin');
  return {
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_STATE_HOME: join(home, '.local/state'),
    // Codex trusts no home that is within the folder for temporary files.
    TMPDIR: join(home, 'tmp'),
    LANG: 'C.UTF-8',
    PATH: [programs, dirname(process.execPath), process.env['PATH']].join(delimiter),
  };
}

/**
 * Makes a home in which a program, once installed, asks a model of ours and nobody else.
 * @param home a folder of its own.
 */
export async function prepareProgram(
  program: AgentProgram,
  home: string,
  modelUrl: string,
): Promise<ProgramStart> {
  for (const [path, text] of Object.entries(program.files(modelUrl))) {
    const file = join(home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await mkdir(join(home, 'tmp'), { recursive: true });
  const file = join(folderOf(program), 'node_modules', program.file);
  const [command, ...args] = program.node === undefined ? [file] : [process.execPath, file];
  return {
    command,
    args: [...args, ...program.args],
    env: { ...environmentOf(program, home), ...program.environment(home, modelUrl) },
  };
}
