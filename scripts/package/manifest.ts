import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { projectRoot } from './bundle.ts';

/** As far as packaging reads it. */
const manifestShape = z.looseObject({
  name: z.string(),
  version: z.string(),
  main: z.string(),
  l10n: z.string().optional(),
});

export type Manifest = z.infer<typeof manifestShape>;

/** About the repository and its package for npm: none of it is true of the extension. */
const ofTheRepository = ['scripts', 'files', 'bin', 'dependencies', 'devDependencies'];

/** `package.json` as the extension has it. */
export async function readManifest(): Promise<Manifest> {
  const text = await readFile(join(projectRoot, 'package.json'), 'utf8');
  const manifest = manifestShape.parse(JSON.parse(text));
  return manifestShape.parse(
    Object.fromEntries(Object.entries(manifest).filter(([key]) => !ofTheRepository.includes(key))),
  );
}

const ownFile = /^(?:\.\/)?((?:dist|media)\/[\w./-]+\.\w+)$/;

/** The files that the manifest names, wherever in it. */
export function filesNamedIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return ownFile.exec(value)?.slice(1) ?? [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(filesNamedIn))];
}
