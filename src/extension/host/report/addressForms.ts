import type { Replacement } from './replacement.ts';

/** A word that has `@` and a machine's name in it. */
const person = String.raw`[^\s'"\u0060<>()[\]{}:;,/\\@]+@[\p{L}\p{N}_-]+`;

/** Where something is in a network. Files have addresses, too: those are told from their paths. */
export const addressForms: readonly Replacement[] = [
  // Before the machine there may be a password, which may hold anything.
  [
    /\b(?!file:)[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@:]*:[^@/\n]{1,40}@|[^\s'"<>]*@)?(?:\[[\da-f:.%]+\])?[^\s'"`<>()[\]]*/gi,
    '[url]',
  ],
  [new RegExp(String.raw`${person}(?:\.[\p{L}\p{N}_-]+)*[:/][^\s'"\u0060<>()]+`, 'gu'), '[url]'],
  [/\b[\w-]+(?:\.[\w-]+)+[:/][^\s'"`<>()]+\.git\b/g, '[url]'],
  [new RegExp(String.raw`${person}(?:\.[\p{L}\p{N}_-]+)+`, 'gu'), '[email]'],
  [/(?<![\w:.])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w:])/gi, '[address]'],
  [/(?<![\w:.])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])/gi, '[address]'],
  [
    /(?<![\w:.])(?=[\da-f:]*::)(?=:*[\da-f])(?:[\da-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[\da-f]{1,4})?(?:%\w+)?(?![\w:])/gi,
    '[address]',
  ],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '[address]'],
  // What the system and git say of a machine that cannot be reached.
  [/\b(E(?:CONN|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)\w*\s+)[^\s[]\S*/g, '$1[address]'],
  [/\b((?:resolve|unknown) host(?:name)?:?\s+)[^\s[]\S*/gi, '$1[address]'],
];
