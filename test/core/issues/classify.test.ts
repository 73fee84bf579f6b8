import assert from 'node:assert/strict';
import { classify } from '../../../src/core/issues/classify.ts';
import { priorityOf } from '../../../src/core/issues/priority.ts';
import { severities } from '../../../src/core/protocol/diagnostic.ts';
import { issueTypes } from '../../../src/core/protocol/issueType.ts';

/** Each line: source, code, message, and the type that it is. */
const known = `
ts | 2307 | Cannot find module './b' | import_error
ts | 2304 | Cannot find name 'x' | import_error
ts | 2724 | has no exported member | import_error
ts | 2322 | Type 'a' is not assignable | type_error
ts | 1005 | ';' expected | type_error
ts | 6133 | never read | dead_code
ts | 7027 | Unreachable code detected | dead_code
ts | 7016 | no declaration file | dependency
ts | 1508 | Unexpected ')' | regex_validation
ts | 6385 | is deprecated | refurb
tsc | 6192 | all imports unused | dead_code
eslint | no-unused-vars | x | dead_code
eslint | @typescript-eslint/no-unused-vars | x | dead_code
eslint | @typescript-eslint/no-explicit-any | x | type_error
eslint | @stylistic/semi | x | formatting
eslint | prettier/prettier | x | formatting
eslint | complexity | x | complexity
eslint | sonarjs/cognitive-complexity | x | complexity
eslint | sonarjs/no-identical-functions | x | dry_violation
eslint | import/no-unresolved | x | import_error
eslint | import/order | x | formatting
eslint | unicorn/prefer-at | x | refurb
eslint | prefer-const | x | refurb
eslint | jsdoc/require-param | x | documentation
eslint | vitest/expect-expect | x | test_organization
eslint | security/detect-eval-with-expression | x | security
eslint | no-eval | x | security
eslint | react-hooks/exhaustive-deps | x | warning
eslint | eqeqeq | x | warning
eslint | own-plugin/some-rule | x | warning
eslint | no-invalid-regexp | x | regex_validation
eslint |  | Parsing error: Unexpected token | type_error
eslint |  | Unused eslint-disable directive | dead_code
ESLint | no-await-in-loop | x | performance
oxc | eslint(no-unused-vars) | x | dead_code
oxlint | unicorn(no-new-array) | x | refurb
biome | lint/correctness/noUnusedVariables | x | dead_code
Biome | lint/style/useConst | x | refurb
biome | format | x | formatting
ruff | F401 | unused | dead_code
ruff | F821 | Undefined name | import_error
Ruff | S101 | assert | security
ruff | SIM102 | nested if | refurb
ruff | D103 | docstring | documentation
ruff | DTZ005 | now without a zone | warning
ruff | C901 | too complex | complexity
ruff | PERF401 | x | performance
ruff | FURB105 | x | refurb
ruff | I001 | unsorted | formatting
ruff | PT006 | x | test_organization
flake8 | E501 | line too long | formatting
pylint | unused-import | x | dead_code
pylint | R0801 | similar lines | dry_violation
mypy | arg-type | x | type_error
mypy | import-not-found | x | import_error
Pyright | reportUnusedImport | x | dead_code
Pylance | reportAttributeAccessIssue | x | type_error
bandit | B101 | x | security
stylelint | color-no-invalid-hex | x | formatting
markdownlint | MD013 | x | documentation
jscpd |  | x | dry_violation
pytest |  | assert 1 == 2 | test_failure
jest |  | x | test_failure
npm-audit |  | x | dependency
Trivy | CVE-2024-1234 | x | dependency
Trivy | DS002 | runs as root | security
Semgrep OSS | a.b.c | x | security
CodeQL | js/sql-injection | x | security
CodeQL | js/unused-local-variable | x | dead_code
somebody | x1 | Possible SQL injection | security
somebody | x2 | Variable is never used | dead_code
somebody | x3 | Cannot find module "b" | import_error
somebody | x4 | AssertionError: expected 1 | test_failure
somebody | x5 | Trailing whitespace | formatting
somebody | x6 | Hm. | unknown
`;

describe('classify', () => {
  for (const line of known.trim().split('\n')) {
    const [source = '', code = '', message = '', type] = line.split(' | ').map((one) => one.trim());
    it(`takes ${source} ${code} "${message}" for ${type}`, () => {
      assert.equal(classify({ source, code, message }), type);
    });
  }
});

describe('priorityOf', () => {
  it('is a whole number from 1 to 5 for every type and severity', () => {
    for (const type of issueTypes) {
      for (const severity of severities) {
        const priority = priorityOf(type, severity);
        assert.ok(Number.isInteger(priority) && priority >= 1 && priority <= 5);
      }
    }
  });

  it('puts danger and failing tests first and looks last', () => {
    assert.equal(priorityOf('security', 'warning'), 1);
    assert.equal(priorityOf('test_failure', 'error'), 1);
    assert.equal(priorityOf('formatting', 'error'), 5);
  });

  it('never puts a milder problem before a worse one of the same type', () => {
    for (const type of issueTypes) {
      const priorities = severities.map((severity) => priorityOf(type, severity));
      assert.deepEqual(priorities, priorities.toSorted());
    }
  });
});
