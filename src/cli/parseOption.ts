import { InvalidArgumentError } from 'commander';
import { type IssueType, issueTypes, parseIssueType } from '../core/protocol/issueType.ts';

/** A reader for whole numbers of a range. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
}

/** A reader for amounts of money, such as `0.5` or `$2`. */
export function dollars(text: string): number {
  const number = /^\$?\d+(\.\d+)?$/.test(text) ? Number(text.replace('$', '')) : 0;
  if (number > 0) return number;
  throw new InvalidArgumentError('It takes US dollars, such as 0.5, and more than 0.');
}

/** Words between commas. */
export function commaList(text: string): string[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) throw new InvalidArgumentError('It takes at least one name.');
  return words;
}

export function issueTypeList(text: string): IssueType[] {
  return commaList(text).map((word) => {
    const type = parseIssueType(word);
    if (type !== undefined) return type;
    throw new InvalidArgumentError(
      `There is no type "${word}"; there are ${issueTypes.join(', ')}.`,
    );
  });
}

/** For options that can be given several times. */
export function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}
