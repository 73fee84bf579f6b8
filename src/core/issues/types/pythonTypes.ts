import { createPrefixLookup, type PrefixTable } from './prefixTable.ts';

// The prefixes of Ruff, which took them over from flake8 and its plugins.
const ruffTable: PrefixTable = [
  ['dead_code', 'F401 F811 F841 F842 F504 F522 ARG ERA PIE790 RUF059 RUF100 PLW0127'],
  ['import_error', 'F402 F403 F404 F405 F406 F407 F821 F822 F823 TID ICN PLC0415 INP'],
  ['type_error', 'E9 F ANN PLE PYI RUF012 RUF013'],
  ['formatting', 'E W I COM Q ISC CPY'],
  ['warning', 'E7 B A BLE FBT TRY EM G LOG DTZ PLW PLC RUF ASYNC PGH SLF N T20 T10 EXE F6 F7'],
  ['security', 'S'],
  ['documentation', 'D DOC TD FIX'],
  ['complexity', 'C90 PLR09 PLR1702'],
  ['performance', 'PERF'],
  ['refurb', 'FURB UP SIM C4 PIE RET PTH FLY TC TCH PLR NPY PD YTT FA RSE E71'],
  ['test_organization', 'PT'],
];

/** @param code such as `F401` or `PERF203`. */
export const typeOfRuffCode = createPrefixLookup(ruffTable);

const pyrightTable: PrefixTable = [
  ['dead_code', 'reportUnused reportUnnecessary reportUnreachable'],
  ['import_error', 'reportMissingImport reportMissingModuleSource reportImportCycles'],
  ['dependency', 'reportMissingTypeStubs'],
  ['refurb', 'reportDeprecated'],
  ['type_error', 'report'],
];

/** @param code such as `reportUnusedImport`. */
export const typeOfPyrightCode = createPrefixLookup(pyrightTable);

const mypyTable: PrefixTable = [
  ['dead_code', 'unused unreachable redundant'],
  ['dependency', 'import-untyped'],
  ['import_error', 'import'],
];

/** @param code such as `import-not-found`. */
export const typeOfMypyCode = createPrefixLookup(mypyTable);

const pylintTable: PrefixTable = [
  ['dead_code', 'unused unreachable unnecessary-pass pointless W0611 W0612 W0613 W0614 W0101'],
  ['import_error', 'import-error no-name-in-module undefined-variable cyclic-import E0401 E0602'],
  ['documentation', 'missing-module-docstring missing-class-docstring missing-function C011'],
  ['complexity', 'too-many too-few R09'],
  ['dry_violation', 'duplicate-code R0801'],
  ['formatting', 'line-too-long trailing missing-final-newline wrong-import-order C03'],
  ['refurb', 'consider- use- unnecessary- R17'],
  ['security', 'exec-used eval-used'],
  ['type_error', 'no-member not-callable unsubscriptable-object assignment-from E1'],
];

/** @param code by name, such as `unused-import`, or by number, such as `W0611`. */
export const typeOfPylintCode = createPrefixLookup(pylintTable);
