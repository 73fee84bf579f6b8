import assert from 'node:assert/strict';
import { fingerprintOf } from '../../../src/core/issues/fingerprint.ts';

const parts = {
  source: 'ts',
  code: '6133',
  file: 'src/a.ts',
  message: "'x' is declared but its value is never read.",
  lineText: 'const x = 1;',
  ordinal: 0,
};

describe('fingerprintOf', () => {
  it('begins with who complains and the rule, and is safe for file names', () => {
    assert.match(fingerprintOf(parts), /^ts6133-[0-9a-f]{10}$/);
    const rule = { ...parts, source: 'eslint', code: '@typescript-eslint/no-unused-vars' };
    assert.match(fingerprintOf(rule), /^eslint-typescript-eslint-no-unused-vars-[0-9a-f]{10}$/);
  });

  it('is short and plain whatever the names are', () => {
    for (const [source, code] of [
      ['', ''],
      ['../../etc', '/*?"<>|'],
      ['x'.repeat(300), 'y'.repeat(300)],
      ['工具', '规则'],
    ] as const) {
      assert.match(fingerprintOf({ ...parts, source, code }), /^[a-z0-9][a-z0-9-]{10,60}$/);
    }
  });

  it('does not mind indentation, folded lines or places that the message tells', () => {
    const one = {
      ...parts,
      message: 'Same as line 12 of /home/me/one/src/b.ts:3:7',
      lineText: ' a  b',
    };
    const two = { ...parts, message: 'Same as  line 90\nof /tmp/two/b.ts:4:1', lineText: 'a\tb ' };
    assert.equal(fingerprintOf(one), fingerprintOf(two));
  });

  it('differs with every other part', () => {
    const names = [
      parts,
      { ...parts, source: 'eslint' },
      { ...parts, code: '6196' },
      { ...parts, file: 'src/b.ts' },
      { ...parts, message: "'y' is declared but its value is never read." },
      { ...parts, lineText: 'const x = 2;' },
      { ...parts, ordinal: 1 },
    ].map(fingerprintOf);
    assert.equal(new Set(names).size, names.length);
  });
});
