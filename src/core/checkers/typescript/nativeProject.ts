import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { SwarmError } from '../../base/swarmError.ts';

/** What a `tsc` without a JavaScript API makes of one `tsconfig.json` and all that it extends. */
export interface NativeProject {
  /** Absolute, with `/`, as all paths here. */
  readonly path: string;
  readonly files: readonly string[];
  /** The `tsconfig.json` files of the projects that it references. */
  readonly references: readonly string[];
  readonly isComposite: boolean;
  /** Names of type packages; undefined when it does not say. */
  readonly types: readonly string[] | undefined;
  /** True for one that has no files and is to have none. */
  readonly isOnlyReferences: boolean;
}

const shownConfig = z.object({
  compilerOptions: z.object({
    composite: z.boolean().optional(),
    types: z.array(z.string()).optional(),
  }),
  files: z.array(z.string()).default([]),
  include: z.array(z.string()).default([]),
  references: z.array(z.object({ path: z.string() })).default([]),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not what it prints when it can read the file: the caller is told what it printed instead.
    return undefined;
  }
}

function absolute(folder: string, path: string): string {
  return resolve(folder, path).replaceAll('\\', '/');
}

/**
 * Reads what `tsc --showConfig` printed about a file.
 * @param path of the `tsconfig.json`, absolute.
 * @throws {SwarmError} `checker` when that is no configuration.
 */
export function readNativeProject(path: string, shown: string): NativeProject {
  const parsed = shownConfig.safeParse(parseJson(shown));
  if (!parsed.success) {
    const [says] = shown.trim().split('\n', 1);
    throw new SwarmError('checker', `tsc cannot read ${path}: ${says}; run it by hand.`);
  }
  const { compilerOptions, files, include, references } = parsed.data;
  const folder = dirname(path);
  const targets = references.map((reference) => absolute(folder, reference.path));
  const configs = targets.map((target) =>
    target.endsWith('.json') ? target : join(target, 'tsconfig.json').replaceAll('\\', '/'),
  );
  return {
    path,
    files: files.map((file) => absolute(folder, file)),
    references: configs.filter((config) => existsSync(config)),
    isComposite: compilerOptions.composite === true,
    types: compilerOptions.types,
    isOnlyReferences: files.length === 0 && include.length === 0 && references.length > 0,
  };
}
