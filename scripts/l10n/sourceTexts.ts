import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

/** Texts by their key, as in the files of `l10n/` and in `package.nls.json`. */
export type Texts = Readonly<Record<string, string>>;

/** A call whose text is put together at run time: nobody could translate it. */
export interface UnclearCall {
  readonly file: string;
  readonly line: number;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The extension's sources, in the order of their names. */
async function readSources(root: string): Promise<SourceFile[]> {
  const paths: string[] = [];
  for await (const path of glob('src/extension/**/*.ts', { cwd: root })) {
    if (!path.endsWith('.d.ts')) paths.push(path);
  }
  const read = async (path: string) => ({ path, text: await readFile(join(root, path), 'utf8') });
  return Promise.all(paths.sort().map(read));
}

/** Every text that the extension shows to people by `vscode.l10n.t`; the English text is the key. */
export async function sourceTexts(root: string): Promise<Texts> {
  const sources = await readSources(root);
  const found = await getL10nJson(
    sources.map(({ text }) => ({ extension: '.ts', contents: text })),
  );
  const texts = Object.entries(found).map(([key, text]) => {
    return [key, typeof text === 'string' ? text : text.message] as const;
  });
  return Object.fromEntries(texts);
}

/** Calls of `vscode.l10n.t` whose first argument is no plain text. */
export async function unclearCalls(root: string): Promise<UnclearCall[]> {
  const sources = await readSources(root);
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(/l10n\.t\((?!\s*['"])/g)].map(({ index }) => {
      return { file: path, line: text.slice(0, index).split('\n').length };
    }),
  );
}
