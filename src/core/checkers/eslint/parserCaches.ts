import { createRequire } from 'node:module';

const parserEntry =
  /[\\/]@typescript-eslint[\\/](typescript-estree|parser)[\\/]dist[\\/]index\.js$/;

type Clear = () => void;

function isClear(value: unknown): value is Clear {
  return typeof value === 'function';
}

function clearOf(exported: unknown): Clear | undefined {
  if (typeof exported !== 'object' || exported === null) return undefined;
  if ('clearCaches' in exported && isClear(exported.clearCaches)) return exported.clearCaches;
  return undefined;
}

/**
 * Makes every copy of typescript-eslint's parser in this process forget its programs and its project
 * service, whichever package brought it. They read a file that another file imports once, and never
 * look at the disk again.
 * @returns how many copies there were.
 * @see https://typescript-eslint.io/packages/parser#clearcaches
 */
export function clearParserCaches(): number {
  // One registry for the process: any require function shows it.
  const { cache } = createRequire(import.meta.url);
  const clears = Object.entries(cache)
    .filter(([path]) => parserEntry.test(path))
    .flatMap(([, module]) => clearOf(module?.exports) ?? []);
  for (const clear of clears) clear();
  return clears.length;
}
