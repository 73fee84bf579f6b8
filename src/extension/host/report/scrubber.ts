import { addressForms } from './addressForms.ts';
import { absolutePaths, relativeFiles } from './pathForms.ts';
import type { Replacement } from './replacement.ts';
import { secretForms } from './secretForms.ts';

/** Words that tell who somebody is or what they work on. */
export interface Identity {
  readonly homeFolder: string;
  readonly userName: string;
  readonly hostName: string;
  /** The roots of what is open. */
  readonly folders: readonly string[];
  /** Files of the project, relative to its root. */
  readonly files: readonly string[];
  /** Whatever must not be seen by anybody, such as tokens in the environment. */
  readonly secrets: readonly string[];
}

export interface ScrubChoice {
  /** Names of files may stay, relative to their project. */
  readonly keepsFileNames: boolean;
}

/** Shorter words are part of too many others. */
const shortestWord = 3;

/**
 * Stands for a secret that is known until all else is done: an address that holds one must still
 * look like an address.
 */
const secretSign = '\uE000';

/** Long runs of digits and letters: hashes, keys, identifiers of machines. */
const longForms: readonly Replacement[] = [
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '[id]'],
  [/\b(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+-]{24,}={0,2}/g, '[id]'],
];

/** Code of the project comes into messages in quotes. */
const quoted: readonly Replacement[] = [
  [/(^|[\s([{:,])(['"`])[^'"`\n]*\2(?=$|[\s)\]}:;,.!?])/gm, '$1$2…$2'],
  [/“[^”\n]*”|‘[^’\n]*’|„[^“\n]*“|«[^»\n]*»/g, '“…”'],
];

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A path in each way that programs write it. */
function pathPattern(path: string): RegExp {
  const parts = path.split(/[\\/]+/).filter((part) => part !== '');
  const spelled = parts.map((part) => {
    const encoded = encodeURIComponent(part);
    return encoded === part
      ? escapePattern(part)
      : `(?:${escapePattern(part)}|${escapePattern(encoded)})`;
  });
  const start = /^[\\/]/.test(path) ? '[\\\\/]+' : '';
  return new RegExp(`(?:file:\\/\\/)?${start}${spelled.join('[\\\\/]+')}(?![\\w-])`, 'gi');
}

function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${escapePattern(word)}(?![A-Za-z0-9])`, 'gi');
}

const longestFirst = (one: string, other: string): number => other.length - one.length;

function paths(given: readonly string[], stand: string): Replacement[] {
  return given
    .filter((path) => path.replace(/[\\/]/g, '') !== '')
    .toSorted(longestFirst)
    .map((path) => [pathPattern(path), stand] as const);
}

function words(given: readonly string[], stand: string): Replacement[] {
  return [...new Set(given)]
    .filter((word) => word.length >= shortestWord)
    .toSorted(longestFirst)
    .map((word) => [wordPattern(word), stand] as const);
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
}

function secrets(given: readonly string[]): Replacement[] {
  return given
    .filter((secret) => secret.length >= shortestWord)
    .toSorted(longestFirst)
    .map((secret) => [new RegExp(escapePattern(secret), 'g'), secretSign] as const);
}

/** Names of files, and those of folders that nobody could tell from other words. */
function namesIn(file: string): string[] {
  const folders = file.split(/[\\/]/).slice(0, -1);
  return [lastPart(file), ...folders.filter((name) => /\s/.test(name))];
}

function fileNames({ files }: Identity, { keepsFileNames }: ScrubChoice): readonly Replacement[] {
  if (keepsFileNames) return [];
  const names = [...new Set(files.flatMap(namesIn))];
  return [...paths(files, '[file]'), ...paths(names, '[file]'), ...relativeFiles];
}

/**
 * Makes what takes all out of a text that tells who somebody is, what they work on, or what gives
 * access to something: addresses first, which may hold all the rest, then secrets, quoted code,
 * folders, names and files.
 */
export function createScrubber(identity: Identity, choice: ScrubChoice): (text: string) => string {
  const { homeFolder, userName, hostName, folders } = identity;
  const replacements: readonly Replacement[] = [
    ...secrets(identity.secrets),
    ...addressForms,
    ...secretForms,
    ...paths(folders, '[project]'),
    ...paths([homeFolder], '~'),
    [/\bfile:\/\/[^\s'"`<>()[\]]*/gi, '[url]'],
    ...quoted,
    ...longForms,
    ...absolutePaths(choice.keepsFileNames),
    ...fileNames(identity, choice),
    ...words([userName, hostName], '[user]'),
    ...words(folders.map(lastPart), '[project]'),
    [new RegExp(secretSign, 'g'), '[secret]'],
  ];
  return (text) =>
    replacements.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), text);
}
