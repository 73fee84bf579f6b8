import { groupBy } from '../../base/groupBy.ts';
import type { Issue } from '../../protocol/issue.ts';
import { ruleName } from '../../protocol/ruleName.ts';
import { codeAround } from './codeAround.ts';
import { harmlessLine } from './harmless.ts';
import type { ListedProblems } from './listedProblems.ts';
import { ruleLink } from './ruleLink.ts';
import { someOf } from './someOf.ts';

/** Of names and of messages, so many signs are told. */
const most = { ofName: 200, ofMessage: 400, rules: 10 };

function placeOf({ range }: Issue): string {
  return `${range.line}:${range.column}`;
}

/** What is said several times is told once, with all places. */
function problemLines(issues: readonly Issue[]): string[] {
  const linked = new Set<string>();
  const alike = groupBy(issues, (issue) => JSON.stringify([ruleName(issue), issue.message]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const link = ruleLink(first);
    const isNew = link !== undefined && !linked.has(link);
    if (isNew) linked.add(link);
    const rule = harmlessLine(ruleName(first), most.ofName);
    const message = harmlessLine(first.message, most.ofMessage);
    const places = group.map(placeOf).join(', ');
    return [`${places} ${rule} ${message}${isNew ? ` ${link}` : ''}`];
  });
}

function moreLines(more: ReadonlyMap<string, number>): string[] {
  const counts = [...more].map(
    ([rule, count]) => `${count} more of ${harmlessLine(rule, most.ofName)}`,
  );
  return counts.length === 0 ? [] : [`and ${someOf(counts, most.rules).join(', ')}`];
}

function codeLines(text: string | undefined, issues: readonly Issue[]): string[] {
  if (text === undefined) return ['(This file is not there any more.)'];
  if (text === '') return ['(This file is empty.)'];
  return codeAround(
    text,
    issues.map((issue) => issue.range),
  );
}

/**
 * The problems of one file, and the code around them.
 * @param text of the file as it is now, or undefined when it is not there.
 */
export function fileSection(
  { file, listed, more }: ListedProblems,
  text: string | undefined,
): string[] {
  return [
    harmlessLine(file, most.ofName),
    ...problemLines(listed),
    ...moreLines(more),
    ...codeLines(text, listed),
    '',
  ];
}
