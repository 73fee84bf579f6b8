import { glob, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Texts } from './sourceTexts.ts';

/** A file with the texts in another language. */
export interface Translation {
  readonly path: string;
  readonly texts: Texts;
}

/** How a translation differs from what it translates. */
export interface Gaps {
  readonly missing: readonly string[];
  /** Nobody shows these any more. */
  readonly unused: readonly string[];
  /** Their placeholders, such as `{0}`, or their links are not those of the original. */
  readonly broken: readonly string[];
}

export async function readTexts(path: string): Promise<Texts> {
  return JSON.parse(await readFile(path, 'utf8'));
}

export async function writeTexts(path: string, texts: Texts): Promise<void> {
  await writeFile(path, `${JSON.stringify(texts, undefined, 2)}\n`);
}

/** All translations of a file, such as `l10n/bundle.l10n.json`; they have the language in their names. */
export async function translationsOf(root: string, original: string): Promise<Translation[]> {
  const pattern = original.replace(/\.json$/, '.*.json');
  const translations: Translation[] = [];
  for await (const path of glob(pattern, { cwd: root })) {
    translations.push({ path: join(root, path), texts: await readTexts(join(root, path)) });
  }
  return translations.sort((one, other) => basename(one.path).localeCompare(basename(other.path)));
}

/** What must be the same in every language: placeholders, commands, settings, code. */
function fixedParts(text: string): string {
  const parts = text.match(/\{\d+\}|\(command:[^)]+\)|`[^`]+`|\$\([^)]+\)/g) ?? [];
  return [...new Set(parts)].sort().join(' ');
}

export function findGaps(original: Texts, { texts }: Translation): Gaps {
  const known = Object.keys(original);
  return {
    missing: known.filter((key) => (texts[key] ?? '') === ''),
    unused: Object.keys(texts).filter((key) => !Object.hasOwn(original, key)),
    broken: known.filter((key) => {
      const text = texts[key] ?? '';
      return text !== '' && fixedParts(text) !== fixedParts(original[key] ?? '');
    }),
  };
}

/** In the order of the original, without what is unused. */
export function tidied(original: Texts, { texts }: Translation): Texts {
  const known = Object.keys(original).filter((key) => Object.hasOwn(texts, key));
  return Object.fromEntries(known.map((key) => [key, texts[key] ?? '']));
}
