import type { Linter } from 'eslint';
import { rangeOfMessage } from '../../../checkers/eslint/eslintDiagnostic.ts';
import type { Diagnostic } from '../../../protocol/diagnostic.ts';

/**
 * The message that a diagnostic tells of, whoever reported it: the same rule at the same place, and
 * among several the one of the same words; else the only one of that rule and those words.
 */
export function findMessage(
  messages: readonly Linter.LintMessage[],
  diagnostic: Diagnostic,
): Linter.LintMessage | undefined {
  const ofRule = messages.filter((message) => (message.ruleId ?? '') === diagnostic.code);
  const sameWords = ofRule.filter((message) => message.message === diagnostic.message);
  const isThere = (message: Linter.LintMessage): boolean => {
    const range = rangeOfMessage(message);
    return range.line === diagnostic.range.line && range.column === diagnostic.range.column;
  };
  const exact = sameWords.find(isThere) ?? ofRule.find(isThere);
  return exact ?? (sameWords.length === 1 ? sameWords[0] : undefined);
}
