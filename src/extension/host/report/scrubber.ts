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

type Replacement = readonly [pattern: RegExp, stand: string];

/** Shorter words are part of too many others. */
const shortestWord = 3;

/** What looks like a secret, whoever it is of. */
const secretForms: readonly Replacement[] = [
  [/-----BEGIN [\s\S]*?(?:-----END [A-Z ]+-----|$)/g, '[secret]'],
  [
    /\b(?:gh[opsur]|github_pat|glpat|npm|xox[abprs]|sk|pk|rk|hf|pypi|dop_v1)[_-][\w-]{8,}/g,
    '[secret]',
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, '[secret]'],
  [/\bAIza[\w-]{20,}/g, '[secret]'],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/g, '[secret]'],
  [/\b(bearer|basic|token)\s+[\w.~+/=-]{8,}/gi, '$1 [secret]'],
  [
    /([\w-]*(?:token|secret|passw(?:or)?d|passphrase|api[_-]?key|credentials?|authorization)["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;]+)/gi,
    '$1[secret]',
  ],
];

const addressForms: readonly Replacement[] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s'"`<>()[\]]+/gi, '[url]'],
  [/\b[\w.-]+@[\w-]+(?:\.[\w-]+)*:[^\s'"`<>()]+/g, '[url]'],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[email]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '[address]'],
];

/** Long runs of digits and letters: hashes, keys, identifiers of machines. */
const longForms: readonly Replacement[] = [
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '[id]'],
  [/\b(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+-]{24,}={0,2}/g, '[id]'],
];

/** Code of the project comes into messages in quotes. */
const quoted: readonly Replacement[] = [
  [/(^|[\s([{:,])(['"`])[^'"`\n]*\2(?=$|[\s)\]}:;,.!?])/gm, '$1$2…$2'],
  [/“[^”\n]*”|‘[^’\n]*’/g, '“…”'],
];

const absolutePath: Replacement = [
  /(^|[\s'"`([{:=,])(?:[A-Za-z]:[\\/]|\\\\|\/)(?!\/)[^\s'"`()[\]{}:;,<>|*?]+/gm,
  '$1[path]',
];

const relativeFiles: readonly Replacement[] = [
  [/(?:[\w@.+~-]+[\\/])+[\w@.+-]*\w/g, '[file]'],
  [
    /\B\.[A-Za-z][\w-]*(?:\.[\w-]+)*\b|\b[\w-]+(?:\.[\w-]+)*\.[A-Za-z][A-Za-z0-9]{0,7}\b(?!\()/g,
    '[file]',
  ],
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
    .map((secret) => [new RegExp(escapePattern(secret), 'g'), '[secret]'] as const);
}

function fileNames({ files }: Identity, { keepsFileNames }: ScrubChoice): Replacement[] {
  if (keepsFileNames) return [];
  return [
    ...paths(files, '[file]'),
    ...paths([...new Set(files.map(lastPart))], '[file]'),
    ...relativeFiles,
  ];
}

/**
 * Makes what takes all out of a text that tells who somebody is, what they work on, or what gives
 * access to something: secrets first, then addresses, quoted code, folders, names and files.
 */
export function createScrubber(identity: Identity, choice: ScrubChoice): (text: string) => string {
  const { homeFolder, userName, hostName, folders } = identity;
  const replacements: readonly Replacement[] = [
    ...secrets(identity.secrets),
    ...secretForms,
    ...paths(folders, '[project]'),
    ...paths([homeFolder], '~'),
    ...addressForms,
    ...quoted,
    ...longForms,
    ...absolutePaths(choice),
    ...fileNames(identity, choice),
    ...words([userName, hostName], '[user]'),
    ...words(folders.map(lastPart), '[project]'),
  ];
  return (text) =>
    replacements.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), text);
}

/** Those below a project or the home folder are known by now; what is left is somewhere else. */
function absolutePaths({ keepsFileNames }: ScrubChoice): readonly Replacement[] {
  const below: Replacement = [/(\[project\]|~)(?:[\\/]+[^\s'"`()[\]{}:;,<>|*?]+)+/g, '$1'];
  const belowHome: Replacement = [/~(?:[\\/]+[^\s'"`()[\]{}:;,<>|*?]+)+/g, '~'];
  return [absolutePath, keepsFileNames ? belowHome : below];
}
