import { dirname, join } from 'node:path';
import { readTextIfExists } from '../../../base/atomicFile.ts';
import type { FormatStyle } from './formatStyle.ts';

export type IndentStyle = Partial<Pick<FormatStyle, 'usesTabs' | 'indentSize'>>;

/** True for `[*]` and for sections that name the file's ending, such as `[*.{js,ts}]`. */
function covers(section: string, file: string): boolean {
  if (section === '*') return true;
  const endings = /^\*\.\{?([\w,. ]+)\}?$/.exec(section)?.[1]?.split(',') ?? [];
  return endings.some((ending) => file.endsWith(`.${ending.trim()}`));
}

/** What an `.editorconfig` says about the indentation of a file; the last section wins. */
export function readIndentStyle(text: string, file: string): IndentStyle {
  const found: { usesTabs?: boolean; indentSize?: number } = {};
  let isCovered = false;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const section = /^\[(.+)\]$/.exec(line)?.[1];
    if (section !== undefined) isCovered = covers(section, file);
    const [, key, value = ''] = /^(\w+)\s*=\s*(\w+)/.exec(line) ?? [];
    if (!isCovered) continue;
    if (key === 'indent_style') found.usesTabs = value === 'tab';
    if (key === 'indent_size' && /^\d+$/.test(value)) found.indentSize = Number(value);
  }
  return found;
}

/** Asks the nearest `.editorconfig` between the file and `root`. */
export async function findIndentStyle(root: string, file: string): Promise<IndentStyle> {
  for (let folder = dirname(file); folder.startsWith(root); folder = dirname(folder)) {
    const text = await readTextIfExists(join(folder, '.editorconfig'));
    if (text !== undefined) return readIndentStyle(text, file);
    if (folder === root) break;
  }
  return {};
}
