/** Commands that only read, by their first words, and what would make each of them do more. */
const readers: readonly { readonly words: readonly string[]; readonly unless?: RegExp }[] = [
  ...['cat', 'head', 'tail', 'ls', 'pwd', 'wc', 'grep', 'egrep', 'fgrep', 'diff', 'stat', 'cd'].map(
    (word) => ({ words: [word] }),
  ),
  ...['echo', 'true', 'false', 'which', 'basename', 'dirname'].map((word) => ({ words: [word] })),
  // Some shells let it set a variable, such as the path of all later commands.
  { words: ['printf'], unless: /^-v|%[^%a-z]*n/ },
  { words: ['rg'], unless: /^--(pre|hostname-bin|search-zip)\b|^-[^-]*z/ },
  { words: ['find'], unless: /^-(exec|execdir|ok|okdir|delete|fprint|fprint0|fprintf|fls)$/ },
  ...['status', 'diff', 'log', 'show', 'blame', 'ls-files', 'rev-parse'].map((word) => ({
    words: ['git', word],
    unless: /^--(?:out|ext|textc)/,
  })),
  // Git takes the beginning of a long option for it, and short ones in one word.
  { words: ['git', 'grep'], unless: /^--(?:op|ext|textc)|^-[^-]*O/ },
];

/** Outside of quotes nothing else may stand there: no substitution, no redirection, no globs. */
const plainSign = /[\w./:=@,+%^~\p{L}\p{M}\p{N}-]/u;

type State = 'plain' | 'single' | 'double';

interface Reading {
  state: State;
  word: string | undefined;
  words: string[];
  readonly commands: string[][];
}

function endWord(reading: Reading): void {
  if (reading.word !== undefined) reading.words.push(reading.word);
  reading.word = undefined;
}

function endCommand(reading: Reading): void {
  endWord(reading);
  reading.commands.push(reading.words);
  reading.words = [];
}

/** @returns how many signs it took; 0 for what cannot be told for certain. */
function readPlain(reading: Reading, rest: string): number {
  const [sign = ''] = rest;
  const operator = /^(?:&&|\|\||;|\|)/.exec(rest)?.[0];
  if (operator !== undefined) {
    endCommand(reading);
    return operator.length;
  }
  if (sign === "'" || sign === '"') {
    reading.state = sign === "'" ? 'single' : 'double';
    reading.word ??= '';
    return 1;
  }
  // Only these part words for every shell; a new line begins a new command.
  if (sign === ' ' || sign === '\t') endWord(reading);
  else if (plainSign.test(sign)) reading.word = `${reading.word ?? ''}${sign}`;
  else return 0;
  return 1;
}

function readQuoted(reading: Reading, sign: string): number {
  const end = reading.state === 'single' ? "'" : '"';
  if (sign === end) reading.state = 'plain';
  // A shell goes on reading these between double quotes.
  else if (reading.state === 'double' && /[$`\\!]/.test(sign)) return 0;
  else reading.word = `${reading.word ?? ''}${sign}`;
  return 1;
}

/** @returns the words of each command of a line; undefined for what cannot be told for certain. */
export function commandsIn(line: string): readonly (readonly string[])[] | undefined {
  const reading: Reading = { state: 'plain', word: undefined, words: [], commands: [] };
  const signs = [...line];
  for (let at = 0; at < signs.length; ) {
    const taken =
      reading.state === 'plain'
        ? readPlain(reading, signs.slice(at, at + 2).join(''))
        : readQuoted(reading, signs[at] ?? '');
    if (taken === 0) return undefined;
    at += taken;
  }
  if (reading.state !== 'plain') return undefined;
  endCommand(reading);
  return reading.commands.every((words) => words.length > 0) ? reading.commands : undefined;
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.length > 0 && start.every((word, index) => words[index] === word);
}

function onlyReads(words: readonly string[]): boolean {
  return readers.some(
    (reader) =>
      startsWith(words, reader.words) && !words.some((word) => reader.unless?.test(word) === true),
  );
}

/**
 * True when each command of a line only reads, or begins with the words of one that is allowed. What
 * a shell could read in another way than we do is not allowed.
 * @param allow such as `npm test`.
 */
export function isAllowedCommand(line: string, allow: readonly string[]): boolean {
  const commands = commandsIn(line.trim());
  const starts = allow.map((entry) =>
    entry
      .trim()
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
  return (
    commands?.every(
      (words) => onlyReads(words) || starts.some((start) => startsWith(words, start)),
    ) ?? false
  );
}
