import { realpath } from 'node:fs/promises';
import type { RunProcess } from '../../base/runProcess.ts';
import type { Checker } from '../checker.ts';
import { NativeTypeScript } from './nativeTypeScript.ts';
import { NativeTypeScriptChecker } from './nativeTypeScriptChecker.ts';
import { TypeScriptChecker } from './typeScriptChecker.ts';
import { findTypeScriptConfigFiles } from './typeScriptConfigFiles.ts';
import { TypeScriptEngine } from './typeScriptEngine.ts';
import {
  findOurTypeScript,
  findProjectTypeScript,
  type TypeScriptInstallation,
  typeScriptVariable,
} from './typeScriptInstallation.ts';

/** What there is of TypeScript for one worktree. */
export interface TypeScriptTools {
  /** Undefined when there is nothing to check, or nothing to check it with. */
  readonly checker: Checker | undefined;
  /** Knows the edits; undefined when there is no TypeScript with a JavaScript API. */
  readonly engine: TypeScriptEngine | undefined;
  /** What a person should know is missing, in one line that says what to do. */
  readonly note: string | undefined;
}

export interface TypeScriptSurroundings {
  readonly run?: RunProcess;
  readonly findOurs?: () => Promise<TypeScriptInstallation | undefined>;
}

const nothing: TypeScriptTools = { checker: undefined, engine: undefined, note: undefined };

const noneNote =
  'There is a tsconfig.json, but no TypeScript: types are not checked; run "npm install --save-dev typescript".';

function noEditsNote({ version }: TypeScriptInstallation): string {
  return (
    `TypeScript ${version} checks, but knows no quick fixes, and no TypeScript 5 or 6 is at hand ` +
    `that does; name the folder of one in ${typeScriptVariable}.`
  );
}

/**
 * Sets up the project's own TypeScript, or ours for a project without one. A native one checks as a
 * process, and ours knows the edits.
 * @param root of the worktree.
 * @throws {SwarmError} `configuration` when `package.json` cannot be read, `checker` when the
 * project's TypeScript is broken.
 */
export async function openTypeScript(
  root: string,
  { run, findOurs = findOurTypeScript }: TypeScriptSurroundings = {},
): Promise<TypeScriptTools> {
  const realRoot = await realpath(root);
  if ((await findTypeScriptConfigFiles(realRoot)).length === 0) return nothing;
  const own = await findProjectTypeScript(realRoot);
  const library = own?.kind === 'library' ? own : await findOurs();
  const engine = library && new TypeScriptEngine(realRoot, library);
  if (own?.kind === 'native') {
    const checker = new NativeTypeScriptChecker(new NativeTypeScript(own, realRoot, run), realRoot);
    return { checker, engine, note: engine === undefined ? noEditsNote(own) : undefined };
  }
  if (engine === undefined) return { ...nothing, note: noneNote };
  return { checker: new TypeScriptChecker(engine), engine, note: undefined };
}
