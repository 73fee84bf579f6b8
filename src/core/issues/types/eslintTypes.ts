import type { IssueType } from '../../protocol/issueType.ts';

/** Rules of ESLint itself and of typescript-eslint, which has many of the same names. */
const rulesByType: readonly (readonly [IssueType, string])[] = [
  [
    'dead_code',
    `no-unused-vars no-unused-private-class-members no-unused-labels no-unused-expressions
    no-unreachable no-unreachable-loop no-useless-assignment no-useless-return no-useless-catch
    no-useless-constructor no-useless-empty-export no-empty no-empty-function no-empty-pattern
    no-empty-static-block no-extra-label no-lone-blocks no-unnecessary-condition`,
  ],
  [
    'complexity',
    `complexity max-classes-per-file max-depth max-lines max-lines-per-function
    max-nested-callbacks max-params max-statements no-nested-ternary`,
  ],
  [
    'security',
    'no-eval no-implied-eval no-new-func no-script-url no-caller no-extend-native no-proto',
  ],
  [
    'import_error',
    `no-undef no-duplicate-imports no-restricted-imports no-import-assign consistent-type-imports
    consistent-type-exports no-import-type-side-effects no-require-imports no-var-requires`,
  ],
  [
    'regex_validation',
    `no-control-regex no-div-regex no-empty-character-class no-invalid-regexp
    no-misleading-character-class no-regex-spaces no-useless-backreference no-useless-escape
    prefer-named-capture-group prefer-regex-literals require-unicode-regexp`,
  ],
  ['performance', 'no-await-in-loop'],
  ['documentation', 'require-jsdoc valid-jsdoc no-warning-comments no-inline-comments'],
  [
    'formatting',
    `array-bracket-spacing arrow-parens arrow-spacing block-spacing brace-style capitalized-comments
    comma-dangle comma-spacing comma-style eol-last func-call-spacing indent key-spacing
    keyword-spacing linebreak-style lines-around-comment lines-between-class-members max-len
    newline-per-chained-call no-extra-parens no-extra-semi no-mixed-spaces-and-tabs
    no-multi-spaces no-multiple-empty-lines no-tabs no-trailing-spaces no-whitespace-before-property
    object-curly-newline object-curly-spacing object-property-newline operator-linebreak
    padded-blocks padding-line-between-statements quote-props quotes rest-spread-spacing semi
    semi-spacing semi-style sort-imports sort-keys space-before-blocks space-before-function-paren
    space-in-parens space-infix-ops space-unary-ops spaced-comment switch-colon-spacing
    template-curly-spacing unicode-bom wrap-iife wrap-regex yield-star-spacing
    type-annotation-spacing member-delimiter-style member-ordering`,
  ],
  [
    'refurb',
    `arrow-body-style dot-notation func-style logical-assignment-operators no-else-return
    no-extra-bind no-extra-boolean-cast no-lonely-if no-unneeded-ternary no-useless-call
    no-useless-computed-key no-useless-concat no-useless-rename no-var object-shorthand
    one-var operator-assignment prefer-arrow-callback prefer-const prefer-destructuring
    prefer-exponentiation-operator prefer-numeric-literals prefer-object-has-own
    prefer-object-spread prefer-rest-params prefer-spread prefer-template vars-on-top yoda
    array-type class-literal-property-style consistent-indexed-object-style
    consistent-type-definitions no-deprecated no-inferrable-types prefer-as-const prefer-find
    prefer-for-of prefer-function-type prefer-includes prefer-nullish-coalescing
    prefer-optional-chain prefer-readonly prefer-reduce-type-parameter prefer-regexp-exec
    prefer-string-starts-ends-with`,
  ],
  [
    'type_error',
    `ban-ts-comment ban-types explicit-function-return-type explicit-member-accessibility
    explicit-module-boundary-types no-array-constructor no-base-to-string
    no-confusing-void-expression no-duplicate-type-constituents no-empty-interface
    no-empty-object-type no-explicit-any no-floating-promises no-misused-promises
    no-non-null-asserted-optional-chain no-non-null-assertion no-redundant-type-constituents
    no-unnecessary-type-arguments no-unnecessary-type-assertion no-unnecessary-type-constraint
    no-unsafe-argument no-unsafe-assignment no-unsafe-call no-unsafe-declaration-merging
    no-unsafe-enum-comparison no-unsafe-function-type no-unsafe-member-access no-unsafe-return
    no-unsafe-type-assertion no-unsafe-unary-minus no-wrapper-object-types
    restrict-plus-operands restrict-template-expressions strict-boolean-expressions
    switch-exhaustiveness-check typedef unbound-method`,
  ],
];

const pluginsByType: readonly (readonly [IssueType, string])[] = [
  ['formatting', '@stylistic prettier simple-import-sort perfectionist'],
  ['import_error', 'import import-x n node'],
  ['dead_code', 'unused-imports'],
  [
    'refurb',
    'unicorn @typescript-eslint/eslint-plugin you-dont-need-lodash-underscore deprecation',
  ],
  ['documentation', 'jsdoc tsdoc'],
  ['test_organization', 'jest vitest mocha testing-library playwright cypress jest-dom'],
  ['security', 'security no-unsanitized no-secrets security-node sdl'],
  ['regex_validation', 'regexp'],
  ['warning', 'react-hooks react jsx-a11y promise sonarjs vue'],
];

const pluginRulesByType: readonly (readonly [IssueType, string])[] = [
  ['complexity', 'sonarjs/cognitive-complexity sonarjs/cyclomatic-complexity'],
  [
    'dry_violation',
    `sonarjs/no-duplicate-string sonarjs/no-identical-functions sonarjs/no-duplicated-branches
    sonarjs/no-all-duplicated-branches`,
  ],
  [
    'dead_code',
    `sonarjs/no-dead-store sonarjs/no-unused-collection sonarjs/unused-import
    unicorn/no-empty-file unicorn/no-unused-properties import/no-unused-modules
    import-x/no-unused-modules react/no-unused-state react/no-unused-prop-types`,
  ],
  ['dependency', 'import/no-extraneous-dependencies import-x/no-extraneous-dependencies'],
  [
    'formatting',
    `import/order import/newline-after-import import/first import-x/order
    import-x/newline-after-import import-x/first`,
  ],
  ['regex_validation', 'unicorn/better-regex security/detect-unsafe-regex'],
  ['security', 'react/no-danger react/jsx-no-target-blank react/jsx-no-script-url'],
];

function tableOf(lines: readonly (readonly [IssueType, string])[]): Map<string, IssueType> {
  return new Map(lines.flatMap(([type, names]) => names.split(/\s+/).map((name) => [name, type])));
}

const typeByRule = tableOf(rulesByType);
const typeByPlugin = tableOf(pluginsByType);
const typeByPluginRule = tableOf(pluginRulesByType);

/** @param rule such as `no-eval` or `import/order`; empty for what ESLint says without a rule. */
export function typeOfEslintRule(rule: string): IssueType | undefined {
  if (rule === '') return undefined;
  const exact = typeByPluginRule.get(rule);
  if (exact !== undefined) return exact;
  const slash = rule.lastIndexOf('/');
  const plugin = rule.slice(0, Math.max(0, slash));
  const isCore = plugin === '' || plugin === '@typescript-eslint';
  if (!isCore) return typeByPlugin.get(plugin) ?? 'warning';
  return typeByRule.get(rule.slice(slash + 1)) ?? 'warning';
}
