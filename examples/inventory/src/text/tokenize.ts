import { fold } from './slug.js';

export interface Token {
  text: string;
  start: number;
  kind: 'word' | 'number' | 'code';
}

const stopWords = new Set(['a', 'an', 'and', 'for', 'of', 'the', 'with']);
const tokenPattern = /[\p{Letter}\p{Number}]+(?:[\-./][\p{Letter}\p{Number}]+)*/gu;

function kindOf(text: string): Token['kind'] {
  if (/^\d+$/.test(text)) return 'number';
  return /\d/.test(text) ? 'code' : 'word';
}

export function tokenize(text: string): Token[] {
  let tokens: Array<Token> = [];
  for (const match of text.matchAll(tokenPattern)) {
    const word = fold(match[0]);
    tokens.push({ text: word, start: match.index, kind: kindOf(word) });
  }
  return tokens;
}

export function keywords(text: string): string[] {
  const found = new Set<string>();
  for (const token of tokenize(text)) {
    if (!stopWords.has(token.text)) found.add(token.text);
  }
  return [...found];
}

export function countWords(text: string): Map<string, number> {
  var counts = new Map<string, number>();
  for (const { text: word, kind } of tokenize(text)) {
    if (kind !== 'word') continue;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
