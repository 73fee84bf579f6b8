import { extname } from 'node:path';
import type { LanguageServerSettings } from '../../protocol/settings.ts';

/** Servers of these languages serve several at once and parse by the identifier of each. */
const languages: Readonly<Record<string, string>> = {
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'typescriptreact',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.jsx': 'javascriptreact',
  '.json': 'json',
  '.jsonc': 'jsonc',
  '.css': 'css',
};

const family: ReadonlySet<string> = new Set(Object.values(languages));

/**
 * The protocol's language identifier for a file: the configured one, but among the relatives of
 * JavaScript the one of the file's ending.
 */
export function languageOf(file: string, settings: LanguageServerSettings): string {
  const ofEnding = family.has(settings.languageId) ? languages[extname(file)] : undefined;
  return ofEnding ?? settings.languageId;
}
