import { type FixWorthRow, suggestion } from './fixWorthRow.ts';

const onlyQuiets = 'It only quiets the rule.';
const removesCode = 'It removes code that may be wanted.';
const neverMeant = 'The comparison as written always gives the same answer.';

/** Decisions on ESLint's own rules whose offers are worth other than {@link defaultWorth} says. */
export const coreFixWorth: readonly FixWorthRow[] = [
  suggestion('array-callback-return', 'safe', 'The returned value is thrown away anyway.'),
  suggestion('array-callback-return#prependVoid', 'never', onlyQuiets),
  suggestion('eqeqeq', 'proposed', 'Values of different types are no longer equal.'),
  suggestion('logical-assignment-operators', 'proposed', 'A getter or setter may run less often.'),
  suggestion('no-array-constructor', 'proposed', 'A single number makes an array of that length.'),
  suggestion('no-case-declarations', 'safe', 'A block around the case only limits its names.'),
  suggestion('no-compare-neg-zero', 'proposed', 'Zero and negative zero are no longer equal.'),
  suggestion('no-compare-neg-zero#suggestRemoveMinus', 'safe', 'The comparison stays the same.'),
  suggestion('no-console', 'proposed', 'It removes output that may be wanted.'),
  suggestion('no-empty', 'never', onlyQuiets),
  suggestion('no-empty-function', 'never', onlyQuiets),
  suggestion('no-empty-static-block', 'never', onlyQuiets),
  suggestion('no-implicit-coercion', 'proposed', 'Symbols and objects are converted differently.'),
  suggestion('no-misleading-character-class', 'proposed', 'The expression matches other text.'),
  suggestion('no-nonoctal-decimal-escape', 'proposed', 'The text gets a backslash.'),
  suggestion('no-nonoctal-decimal-escape#refactor', 'safe', 'The text stays the same.'),
  suggestion('no-object-constructor', 'safe', 'Both make an empty object.'),
  suggestion('no-promise-executor-return', 'safe', 'Nobody can read the returned value.'),
  suggestion('no-promise-executor-return#prependVoid', 'never', onlyQuiets),
  suggestion('no-prototype-builtins', 'safe', 'The same method, and it cannot be hidden.'),
  suggestion('no-return-await', 'proposed', 'Errors may be caught elsewhere.'),
  suggestion('no-unsafe-negation', 'safe', 'The negation as written asks about a boolean.'),
  suggestion('no-unsafe-negation#suggestParenthesisedNegation', 'never', onlyQuiets),
  suggestion('no-unused-private-class-members', 'proposed', removesCode),
  suggestion('no-unused-vars', 'proposed', removesCode),
  suggestion('no-useless-constructor', 'safe', 'Without it the class does the same.'),
  suggestion('no-useless-escape', 'proposed', 'The text or expression changes.'),
  suggestion('no-useless-escape#removeEscape', 'safe', 'The text stays the same.'),
  suggestion('prefer-named-capture-group', 'proposed', 'The name is a stub, or groups move up.'),
  suggestion('prefer-regex-literals', 'safe', 'The literal is the same expression.'),
  suggestion(
    'prefer-regex-literals#replaceWithIntendedLiteralAndFlags',
    'proposed',
    'The flags of both are joined.',
  ),
  suggestion('preserve-caught-error', 'safe', 'It adds the cause and changes nothing else.'),
  suggestion('radix', 'proposed', 'Text that begins with 0x is read differently.'),
  suggestion('require-await', 'proposed', 'Callers get a value instead of a promise.'),
  suggestion('require-unicode-regexp', 'proposed', 'The expression may match other text.'),
  suggestion('use-isnan', 'proposed', 'Values that convert to NaN may count.'),
  suggestion('use-isnan#replaceWithIsNaN', 'safe', neverMeant),
  suggestion('valid-typeof', 'safe', neverMeant),
];
