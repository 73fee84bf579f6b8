import { createPrefixLookup, type PrefixTable } from './prefixTable.ts';

const table: PrefixTable = [
  ['dead_code', 'lint/correctness/noUnused lint/correctness/noUnreachable suppressions/unused'],
  ['import_error', 'lint/correctness/noUndeclared lint/correctness/noUnresolvedImports'],
  ['dependency', 'lint/correctness/noUndeclaredDependencies'],
  ['complexity', 'lint/complexity/noExcessive lint/style/useMaxParams'],
  ['security', 'lint/security'],
  ['performance', 'lint/performance'],
  ['type_error', 'parse lint/suspicious/noExplicitAny lint/style/noNonNullAssertion'],
  [
    'regex_validation',
    'lint/complexity/useRegexLiterals lint/suspicious/noControlCharactersInRegex',
  ],
  ['refurb', 'lint/style lint/complexity'],
  ['formatting', 'format assist/source/organizeImports assist/source/useSorted'],
  ['warning', 'lint'],
];

/** @param code such as `lint/style/useConst`. */
export const typeOfBiomeCode = createPrefixLookup(table);
