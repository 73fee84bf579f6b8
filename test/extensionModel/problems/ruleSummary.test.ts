import { equal } from 'node:assert/strict';
import { firstLine, messageForm } from '../../../src/extension/problems/ruleSummary.ts';

describe('what the messages of a rule have in common', () => {
  it('leaves out the names in quotes', () => {
    equal(
      messageForm("'total' is declared but its value is never read."),
      "'…' is declared but its value is never read.",
    );
    equal(
      messageForm("Type 'string' is not assignable to type 'number'."),
      "Type '…' is not assignable to type '…'.",
    );
    equal(messageForm('Unexpected "a b". Use `let`.'), 'Unexpected "…". Use `…`.');
  });

  it('takes no apostrophe for a quote', () => {
    for (const message of [
      "It doesn't matter what can't be.",
      "The users' and the admins' names.",
    ]) {
      equal(messageForm(message), message);
    }
  });

  it('is the first line only', () => {
    equal(firstLine('one\n  two'), 'one');
    equal(messageForm("one 'a'\n  two"), "one '…'");
  });
});
