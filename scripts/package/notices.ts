import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { SwarmError } from '../../src/core/base/swarmError.ts';
import { projectRoot } from './bundle.ts';

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });
const ruler = '-'.repeat(80);

async function noticeOf(folder: string): Promise<string> {
  const path = join(projectRoot, folder);
  const file = (await readdir(path)).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  if (file === undefined) {
    throw new SwarmError('environment', `${folder} comes without its licence; bundle it no more.`);
  }
  const text = (await readFile(join(path, file), 'utf8')).replaceAll('\r\n', '\n').trim();
  const json: unknown = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  const { name, version, license } = manifest.parse(json);
  return `${ruler}\n${name} ${version} (${license})\n${ruler}\n\n${text}\n`;
}

/**
 * The licences of other people's code that is in a bundle.
 * @param packages their folders, relative to the project.
 * @throws {SwarmError} `environment` when one has no licence: then it must not be handed on.
 */
export async function thirdPartyNotices(packages: readonly string[]): Promise<string> {
  const notices = await Promise.all(packages.map(noticeOf));
  return ['Swarm Autofix contains code of these packages.\n', ...notices].join('\n');
}
