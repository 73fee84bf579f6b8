import type ts from 'typescript';

/** The text with all changes made. They do not overlap. */
export function applyTextChanges(text: string, changes: readonly ts.TextChange[]): string {
  return changes
    .toSorted((left, right) => right.span.start - left.span.start)
    .reduce((result, { span, newText }) => {
      const end = span.start + span.length;
      return result.slice(0, span.start) + newText + result.slice(end);
    }, text);
}
