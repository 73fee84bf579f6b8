import { type FixWorthRow, fix, suggestion } from './fixWorthRow.ts';

const onlyQuiets = 'It only quiets the rule.';
const removesCode = 'It removes code that may be wanted.';
const typesOnly = 'Only types change, and the type check looks again.';
const typesMayLie = 'It trusts the types; values from outside may differ.';
const changesSignature = 'A type that others may use changes.';
const changesTiming = 'The order in which things happen changes.';

/** Decisions on the rules of typescript-eslint, as {@link coreFixWorth} for ESLint's own. */
const decisions: readonly FixWorthRow[] = [
  fix('promise-function-async', 'proposed', 'A thrown error becomes a rejection.'),
  suggestion('await-thenable', 'proposed', changesTiming),
  suggestion('ban-ts-comment', 'never', onlyQuiets),
  suggestion(
    'class-literal-property-style',
    'proposed',
    'A getter and a field inherit differently.',
  ),
  suggestion('consistent-indexed-object-style', 'safe', typesOnly),
  suggestion('consistent-type-assertions', 'safe', typesOnly),
  suggestion('explicit-member-accessibility', 'proposed', 'The member may be used from outside.'),
  {
    ...suggestion('explicit-member-accessibility', 'safe', 'Members are public by default.'),
    newText: 'public ',
  },
  suggestion('method-signature-style', 'proposed', 'The member is no longer readonly.'),
  suggestion('no-array-delete', 'proposed', 'The elements after it move up.'),
  suggestion('no-confusing-non-null-assertion', 'safe', typesOnly),
  suggestion('no-confusing-void-expression', 'proposed', 'It marks the value and keeps it there.'),
  suggestion('no-empty-function', 'never', onlyQuiets),
  suggestion('no-empty-interface', 'safe', typesOnly),
  suggestion('no-empty-object-type', 'proposed', 'Which wider type is meant is a choice.'),
  suggestion('no-empty-object-type#replaceEmptyInterfaceWithSuper', 'safe', typesOnly),
  suggestion('no-explicit-any', 'safe', typesOnly),
  suggestion('no-explicit-any#suggestNever', 'never', 'It says that there is no such value.'),
  suggestion('no-floating-promises', 'never', onlyQuiets),
  suggestion('no-floating-promises#floatingFixAwait', 'proposed', changesTiming),
  suggestion('no-meaningless-void-operator', 'safe', 'There is no value to throw away.'),
  suggestion('no-misused-spread', 'proposed', 'Other things are copied than before.'),
  suggestion('no-non-null-asserted-nullish-coalescing', 'safe', typesOnly),
  suggestion('no-non-null-asserted-optional-chain', 'safe', typesOnly),
  suggestion('no-non-null-assertion', 'proposed', 'What threw before now goes on as undefined.'),
  suggestion('no-restricted-types', 'safe', 'The project itself names the type to use.'),
  suggestion('no-unnecessary-condition', 'proposed', typesMayLie),
  suggestion('no-unnecessary-type-constraint', 'safe', typesOnly),
  suggestion('no-unnecessary-type-conversion', 'proposed', typesMayLie),
  suggestion('no-unnecessary-type-parameters', 'proposed', changesSignature),
  suggestion('no-unsafe-enum-comparison', 'safe', 'The member of the enum has the same value.'),
  suggestion('no-unused-vars', 'proposed', removesCode),
  suggestion(
    'no-unused-vars#removeUnusedImportDeclaration',
    'safe',
    'Nothing of the import is used.',
  ),
  suggestion('no-useless-constructor', 'safe', 'Without it the class does the same.'),
  suggestion('no-useless-default-assignment', 'proposed', typesMayLie),
  suggestion('no-useless-default-assignment#useOptionalSyntax', 'safe', typesOnly),
  suggestion('prefer-as-const', 'safe', typesOnly),
  suggestion('prefer-enum-initializers', 'proposed', 'Which value the member gets is a choice.'),
  suggestion('prefer-find', 'safe', 'The same element; the search only ends sooner.'),
  suggestion('prefer-nullish-coalescing', 'proposed', 'Empty text, zero and false are now kept.'),
  suggestion('prefer-optional-chain', 'proposed', 'The result may be undefined instead.'),
  suggestion('require-await', 'proposed', 'Callers get a value instead of a promise.'),
  suggestion('return-await', 'proposed', 'Errors may be caught elsewhere.'),
  suggestion('sort-type-constituents', 'safe', typesOnly),
  suggestion('strict-boolean-expressions', 'proposed', 'What counts as true may change.'),
  suggestion('strict-void-return', 'proposed', changesTiming),
  suggestion('strict-void-return#suggestAddVoidOp', 'never', onlyQuiets),
  suggestion('switch-exhaustiveness-check', 'proposed', 'The branches added are stubs.'),
  suggestion('use-unknown-in-catch-callback-variable', 'safe', typesOnly),
];

export const typescriptFixWorth: readonly FixWorthRow[] = decisions.map((decision) => ({
  ...decision,
  rule: `@typescript-eslint/${decision.rule}`,
}));
