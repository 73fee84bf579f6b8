import { splitCodeAndComments } from './codeAndComments.ts';
import { type SuppressionPattern, suppressionPatterns } from './suppressionPatterns.ts';

/** A place where a tool is silenced, a type is made to mean anything, or a test is left out. */
export interface Suppression {
  /** As people write it, such as `eslint-disable-next-line` or `as any`. */
  readonly pattern: string;
  /** What is silenced there; empty for everything. */
  readonly rule: string;
  /** From 1. */
  readonly line: number;
}

function rulesOf(list: string | undefined): string[] {
  const rules = (list ?? '')
    .split(/[\s,]+/)
    .map((rule) => rule.replace(/:$/, ''))
    .filter((rule) => rule !== '');
  return rules.length === 0 ? [''] : rules;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

function findPattern({ id, expression }: SuppressionPattern, text: string): Suppression[] {
  return [...text.matchAll(expression)].flatMap((found) => {
    const line = lineAt(text, found.index);
    return rulesOf(found[1]).map((rule) => ({ pattern: id, rule, line }));
  });
}

function keyOf({ pattern, rule }: Suppression): string {
  return `${pattern}\0${rule}`;
}

function countByKey(suppressions: readonly Suppression[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const suppression of suppressions) {
    const key = keyOf(suppression);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * All suppressions in a source text of any language, by line; one for each rule that is named.
 * Directives count only in comments and code only outside of them; nothing counts in strings.
 */
export function findSuppressions(text: string): Suppression[] {
  const parts = splitCodeAndComments(text);
  return suppressionPatterns
    .flatMap((pattern) =>
      findPattern(pattern, pattern.place === 'code' ? parts.code : parts.comments),
    )
    .toSorted((left, right) => left.line - right.line);
}

/**
 * Suppressions that `after` has more of than `before`, by pattern and rule. Moving one is not
 * adding one; naming another rule, or none, is.
 */
export function newSuppressions(before: string, after: string): Suppression[] {
  const known = findSuppressions(before);
  const found = findSuppressions(after);
  const left = countByKey(known);
  const linesBefore = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  const linesAfter = after.split(/\r?\n/);
  const isOnNewLine = ({ line }: Suppression): boolean =>
    !linesBefore.has((linesAfter[line - 1] ?? '').trim());
  // Those on lines that were there before use up the old ones, so the new ones are pointed at.
  const oldFirst = found.toSorted((a, b) => Number(isOnNewLine(a)) - Number(isOnNewLine(b)));
  const added = oldFirst.filter((suppression) => {
    const count = left.get(keyOf(suppression)) ?? 0;
    left.set(keyOf(suppression), count - 1);
    return count <= 0;
  });
  return added.toSorted((a, b) => a.line - b.line);
}
