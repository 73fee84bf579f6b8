import assert from 'node:assert/strict';
import { issueTypes, parseIssueType } from '../../../src/core/protocol/issueType.ts';

describe('parseIssueType', () => {
  it('knows every type by its own name', () => {
    assert.equal(issueTypes.length, 18);
    for (const type of issueTypes) assert.equal(parseIssueType(type), type);
  });

  it('knows the short spellings that other programs use', () => {
    assert.equal(parseIssueType('typing'), 'type_error');
    assert.equal(parseIssueType('import'), 'import_error');
    assert.equal(parseIssueType('test'), 'test_failure');
  });

  it('knows nothing else, also not what every object has', () => {
    for (const text of ['', 'Typing', 'types', 'toString', 'constructor', '__proto__']) {
      assert.equal(parseIssueType(text), undefined);
    }
  });
});
