import { equal } from 'node:assert/strict';
import { isForgottenRow } from '../../../src/extension/commands/forgottenRow.ts';

describe('a button of a row that the editor has just forgotten', () => {
  const row = { kind: 'task' };

  it('is told from one whose row it knows', () => {
    equal(isForgottenRow([undefined, undefined]), true);
    equal(isForgottenRow([row, undefined]), false);
    equal(isForgottenRow([row, [row]]), false);
  });

  it('is one also when a single row of a selection is forgotten', () => {
    equal(isForgottenRow([row, [row, undefined]]), true);
  });

  it('is told from the palette, a key and the title of an editor', () => {
    equal(isForgottenRow([]), false);
    equal(isForgottenRow([undefined]), false);
    equal(isForgottenRow([{ scheme: 'file' }, { groupId: 1 }]), false);
  });
});
