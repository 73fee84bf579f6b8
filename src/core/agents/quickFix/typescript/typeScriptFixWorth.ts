import type { FixWorth } from '../fixer.ts';
import type { FixTrait } from './fixTrait.ts';

/** What one kind of TypeScript's fixes is worth. The first row that fits a fix decides. */
export interface TypeScriptFixWorth {
  /** As in `CodeFixAction.fixName`. */
  readonly fixName: string;
  /** The row fits only fixes that have it. */
  readonly trait?: FixTrait;
  /** `never`: not even offered. */
  readonly worth: FixWorth | 'never';
  /** For a person. */
  readonly reason: string;
}

type Entry = readonly [fixName: string, reason: string];

function rows(worth: TypeScriptFixWorth['worth'], entries: readonly Entry[]): TypeScriptFixWorth[] {
  return entries.map(([fixName, reason]) => ({ fixName, worth, reason }));
}

/** Those whose worth depends on what exactly they do. */
const dependent: readonly TypeScriptFixWorth[] = [
  {
    fixName: 'unusedIdentifier',
    trait: 'prefixesName',
    worth: 'proposed',
    reason: 'A leading underscore only quiets the complaint.',
  },
  {
    fixName: 'unusedIdentifier',
    trait: 'removesDeclaration',
    worth: 'proposed',
    reason: 'It deletes code that may be wanted: nobody uses it now.',
  },
  {
    fixName: 'unusedIdentifier',
    trait: 'removesEffect',
    worth: 'proposed',
    reason: 'What it deletes also does something when it runs.',
  },
  {
    fixName: 'unusedIdentifier',
    worth: 'safe',
    reason: 'Nothing uses it, and it does nothing by itself.',
  },
  {
    fixName: 'import',
    trait: 'hasRivals',
    worth: 'proposed',
    reason: 'Several modules export that name.',
  },
  { fixName: 'import', worth: 'safe', reason: 'Exactly one module exports that name.' },
  {
    fixName: 'spelling',
    trait: 'hasRivals',
    worth: 'proposed',
    reason: 'More than one name may be meant.',
  },
  {
    fixName: 'spelling',
    trait: 'isFarFetched',
    worth: 'proposed',
    reason: 'The names are not that similar.',
  },
  {
    fixName: 'spelling',
    trait: 'namesLibraryGlobal',
    worth: 'proposed',
    reason: 'The similar name is a global that has nothing to do with this project.',
  },
  { fixName: 'spelling', worth: 'safe', reason: 'Exactly one known name is that similar.' },
];

const safe = rows('safe', [
  ['add-annotation', 'It writes down the type that TypeScript infers.'],
  ['addMissingInvocationForDecorator', 'The decorator is made by a call, as its type says.'],
  ['addMissingNewOperator', 'A class can only be called with new.'],
  ['addMissingResolutionModeImportAttribute', 'It only says how a type import is resolved.'],
  ['addNameToNamelessParameter', 'What was read as a name was meant as a type.'],
  ['addVoidToPromise', 'It only says that the promise has no value.'],
  ['annotateWithTypeFromJSDoc', 'The type is the one that the comment gives.'],
  ['classSuperMustPrecedeThisAccess', 'Before super() every use of this throws.'],
  ['constructorForDerivedNeedSuperCall', 'Without super() the constructor throws.'],
  ['convertLiteralTypeToMappedType', 'It only changes how a type is written.'],
  ['convertToTypeOnlyExport', 'Types leave no trace when they run.'],
  ['convertToTypeOnlyImport', 'Types leave no trace when they run.'],
  ['convertTypedefToType', 'It only changes how a type is written.'],
  ['correctQualifiedNameToIndexedAccessType', 'It only changes how a type is written.'],
  ['extendsInterfaceBecomesImplements', 'A class can only implement an interface.'],
  ['fixAddModuleReferTypeMissingTypeof', 'It only changes how a type is written.'],
  ['fixConvertToMappedObjectType', 'It only changes how a type is written.'],
  ['fixExpectedComma', 'Nothing but a comma can stand there.'],
  ['fixIncorrectNamedTupleSyntax', 'It only changes how a type is written.'],
  ['fixInvalidJsxCharacters_expression', 'The same character is shown.'],
  ['fixInvalidJsxCharacters_htmlEntity', 'The same character is shown.'],
  ['fixNaNEquality', 'Nothing equals NaN, so only Number.isNaN can be meant.'],
  ['fixNoPropertyAccessFromIndexSignature', 'Both ways read the same property.'],
  ['fixOverrideModifier', 'The modifier says what is so already.'],
  ['fixPropertyAssignment', 'Only a colon can stand there.'],
  ['fixReturnTypeInAsyncFunction', 'An async function returns a promise anyway.'],
  ['fixUnusedLabel', 'Nothing jumps to the label.'],
  ['forgottenThisPropertyAccess', 'Only the member of that name can be meant.'],
  ['inferFromUsage', 'The type follows from how it is used.'],
  ['jdocTypes', 'It only changes how a type is written.'],
  ['removeAccidentalCallParentheses', 'A getter is read, not called.'],
  ['renameUnmatchedParameter', 'It only corrects a comment.'],
  ['splitTypeOnlyImport', 'Types leave no trace when they run.'],
  ['wrapDecoratorInParentheses', 'It only changes how a decorator is written.'],
  ['wrapJsxInFragment', 'A fragment adds nothing to what is shown.'],
]);

const proposed = rows('proposed', [
  ['add-type-assertion', 'An assertion is not checked as a declared type is.'],
  ['addEmptyExportDeclaration', 'It makes a script a module: its names are no longer global.'],
  ['addMissingAsync', 'It changes what the function returns, and when.'],
  ['addMissingAwait', 'It changes when the code runs.'],
  ['addMissingAwaitToInitializer', 'It changes when the code runs.'],
  ['addMissingConst', 'A variable of another name may have been meant.'],
  ['addMissingConstraint', 'It changes what callers may pass.'],
  ['addMissingDeclareProperty', 'It changes who sets the property: this class or its base.'],
  ['addMissingParam', 'It changes a signature that others call.'],
  ['addOptionalParam', 'It changes a signature that others call.'],
  ['addOptionalPropertyUndefined', 'It loosens a type that others rely on.'],
  ['convertFunctionToEs6Class', 'It rewrites a function as a class.'],
  ['convertToAsyncFunction', 'It changes when the code runs.'],
  ['convertToEsModule', 'It changes how the file is loaded.'],
  ['deleteUnmatchedParameter', 'It deletes documentation that may be wanted.'],
  ['extract-expression', 'It moves an expression to a place where it runs earlier.'],
  ['fixAwaitInSyncFunction', 'It changes what the function returns, and when.'],
  ['fixClassDoesntImplementInheritedAbstractMember', 'It adds stubs that somebody must fill.'],
  ['fixClassIncorrectlyImplementsInterface', 'It adds stubs that somebody must fill.'],
  ['fixConvertConstToLet', 'The constant may have been meant to stay one.'],
  ['fixImplicitThis', 'It changes what this means there.'],
  ['fixImportNonExportedMember', 'It makes something public that another module kept to itself.'],
  ['fixMissingAttributes', 'It adds placeholders that somebody must fill.'],
  ['fixMissingCallParentheses', 'It adds a call, which may do something.'],
  ['fixMissingFunctionDeclaration', 'It adds a stub that somebody must fill.'],
  ['fixMissingMember', 'It declares what may be a wrong name.'],
  ['fixMissingProperties', 'It adds placeholders that somebody must fill.'],
  ['fixPropertyOverrideAccessor', 'It changes what kind of member the class has.'],
  ['fixUnreachableCode', 'The code may have been meant to run.'],
  ['fixUnreferenceableDecoratorMetadata', 'It changes what decorators get to know about types.'],
  ['invalidImportSyntax', 'Which import is right depends on how the module is loaded.'],
  ['removeUnnecessaryAwait', 'It changes when the code runs.'],
  ['requireInTs', 'It changes how the module is loaded.'],
  ['returnValueCorrect', 'It changes what the function returns.'],
  ['strictClassInitialization', 'It decides what the property holds before it is set.'],
  ['useBigintLiteral', 'It changes the type of a number.'],
  ['useDefaultImport', 'It changes how the module is loaded.'],
]);

const never = rows('never', [
  ['addConvertToUnknownForNonOverlappingTypes', 'It silences the type checker.'],
  ['disableJsDiagnostics', 'It silences the type checker.'],
  ['fixCannotFindModule', 'It installs a package.'],
  ['fixEnableJsxFlag', 'It changes the configuration.'],
  ['fixModuleOption', 'It changes the configuration.'],
  ['fixTargetOption', 'It changes the configuration.'],
]);

/** Every fix of TypeScript 6.0, by the sources of `typescript/lib/typescript.js`. */
export const typeScriptFixWorths: readonly TypeScriptFixWorth[] = [
  ...dependent,
  ...safe,
  ...proposed,
  ...never,
];

const unknownFix: Omit<TypeScriptFixWorth, 'fixName'> = {
  worth: 'proposed',
  reason: 'Nobody has judged this kind of fix yet.',
};

const silencing: Omit<TypeScriptFixWorth, 'fixName'> = {
  worth: 'never',
  reason: 'It silences the type checker.',
};

/** @param traits what the fix at hand does. */
export function judgeTypeScriptFix(
  fixName: string,
  traits: ReadonlySet<FixTrait>,
): TypeScriptFixWorth {
  if (traits.has('silences')) return { fixName, ...silencing };
  const fits = (row: TypeScriptFixWorth): boolean =>
    row.fixName === fixName && (row.trait === undefined || traits.has(row.trait));
  return typeScriptFixWorths.find(fits) ?? { fixName, ...unknownFix };
}
