import type { Replacement } from './replacement.ts';

/** What a file may be called, but for what ends it in a sentence; brackets only in pairs. */
const letter = String.raw`(?:[^\s'"\u0060()[\]{}:;,<>|*?/\\]|\([^\s(),/\\]*\)|\[[^\s[\]/\\]*\])`;
/** So many blanks in a name are taken for a part of it, where something after them says so. */
const words = `${letter}+(?: +${letter}+){0,5}`;
const separator = String.raw`[\\/]+`;
/** The last name has blanks when it ends as the names of files do. */
const lastName = String.raw`(?:${letter}+?(?: +${letter}+?){0,5}?\.\p{L}[\p{L}\p{N}]{0,7}(?![\p{L}\p{N}_.(])|${letter}*)`;
const below = `(?:${words}${separator})*${lastName}`;

const absolutePath: Replacement = [
  new RegExp(String.raw`(^|[\s'"\u0060([{:=,])(?:[A-Za-z]:[\\/]|\\\\|\/)(?!\/)${below}`, 'gmu'),
  '$1[path]',
];
const belowProject: Replacement = [
  new RegExp(String.raw`(\[project\]|~)${separator}${below}`, 'gu'),
  '$1',
];
const belowHome: Replacement = [new RegExp(`~${separator}${below}`, 'gu'), '~'];

/** Those below a project or the home folder are known by now; what is left is somewhere else. */
export function absolutePaths(keepsFileNames: boolean): readonly Replacement[] {
  return [absolutePath, keepsFileNames ? belowHome : belowProject];
}

/** What looks like a file of the project, whether anybody has named it or not. */
export const relativeFiles: readonly Replacement[] = [
  [
    new RegExp(
      String.raw`[^\s'"\u0060()[\]{}:;,<>|*?/\\]+${separator}(?:${words}${separator})*${lastName}`,
      'gu',
    ),
    '[file]',
  ],
  [
    /(?<![\p{L}\p{M}\p{N}_])(?:\.\p{L}[\p{L}\p{M}\p{N}_-]*(?:\.[\p{L}\p{M}\p{N}_-]+)*|[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)*\.\p{L}[\p{L}\p{N}]{0,7})(?![\p{L}\p{M}\p{N}_(])/gu,
    '[file]',
  ],
];
