import { matchesRuffPattern } from './ruffFiles.ts';
import { selects } from './ruleSelector.ts';
import { type TomlTable, tableIn, textsIn } from './tomlTable.ts';

/** Rules that need to know the file's name and place, which this build of ruff is not told. */
const needsPath = ['INP001', 'N999', 'A005'];

function ignoresIn(options: TomlTable): readonly (readonly [string, readonly string[]])[] {
  return [options, tableIn(options, 'lint')].flatMap((table) =>
    ['per-file-ignores', 'extend-per-file-ignores'].flatMap((key) => {
      const ignores = tableIn(table, key);
      return Object.keys(ignores).map(
        (pattern) => [pattern, textsIn(ignores, pattern) ?? []] as const,
      );
    }),
  );
}

function appliesTo(pattern: string, file: string): boolean {
  return pattern.startsWith('!')
    ? !matchesRuffPattern(pattern.slice(1), file)
    : matchesRuffPattern(pattern, file);
}

/**
 * Tells for each code whether the settings leave it out in that file.
 * @see https://docs.astral.sh/ruff/settings/#lint_per-file-ignores
 */
export function ignoredCodes(options: TomlTable, file: string): (code: string) => boolean {
  const selectors = ignoresIn(options)
    .filter(([pattern]) => appliesTo(pattern, file))
    .flatMap(([, codes]) => codes);
  return (code) => [...needsPath, ...selectors].some((selector) => selects(selector, code));
}
