import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { projectRoot } from './testHost.ts';

/**
 * Names the places of a bundle as the lines that people have written.
 * @param bundle its map is beside it.
 */
export function originalPositions(bundle: string): (text: string) => string {
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')));
  const original = (whole: string, file: string, line: string, column: string): string => {
    if (file !== bundle) return whole;
    const origin = map.findOrigin(Number(line), Number(column));
    if (!('fileName' in origin)) return whole;
    const source = relative(projectRoot, resolve(dirname(bundle), origin.fileName));
    return `${source}:${origin.lineNumber}:${origin.columnNumber}`;
  };
  return (text) => text.replace(/file:\/\/([^\s():]+):(\d+):(\d+)/g, original);
}
