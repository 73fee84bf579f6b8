import type { Diagnostic } from '../protocol/diagnostic.ts';
import type { IssueType } from '../protocol/issueType.ts';
import { toolName } from './toolName.ts';
import { typeOfBiomeCode } from './types/biomeTypes.ts';
import { typeOfEslintRule } from './types/eslintTypes.ts';
import { typeOfMessage } from './types/messageTypes.ts';
import {
  typeOfMypyCode,
  typeOfPylintCode,
  typeOfPyrightCode,
  typeOfRuffCode,
} from './types/pythonTypes.ts';
import { typeOfTypeScriptCode } from './types/typeScriptTypes.ts';

type TypeOfCode = (code: string) => IssueType | undefined;

/** `eslint(no-var)` and `typescript-eslint(no-explicit-any)`, as oxlint writes them. */
function typeOfOxlintCode(code: string): IssueType | undefined {
  const [, plugin = '', rule = code] = /^([\w-]+)\(([\w/-]+)\)$/.exec(code) ?? [];
  const isCore = ['', 'eslint', 'oxc', 'typescript-eslint', 'typescript'].includes(plugin);
  return typeOfEslintRule(isCore ? rule : `${plugin}/${rule}`);
}

function typeOfCodeQlRule(code: string): IssueType {
  return /unused|unreachable|useless|dead/.test(code) ? 'dead_code' : 'security';
}

function typeOfTrivyCode(code: string): IssueType {
  return /^(?:CVE|GHSA)-/i.test(code) ? 'dependency' : 'security';
}

const always =
  (type: IssueType): TypeOfCode =>
  () =>
    type;

// Tools that find more than one type of problem.
const byCode: readonly (readonly [string, TypeOfCode])[] = [
  ['ts', typeOfTypeScriptCode],
  ['eslint', typeOfEslintRule],
  ['oxlint', typeOfOxlintCode],
  ['oxc', typeOfOxlintCode],
  ['biome', typeOfBiomeCode],
  ['ruff', typeOfRuffCode],
  ['flake8', typeOfRuffCode],
  ['pyflakes', typeOfRuffCode],
  ['pycodestyle', typeOfRuffCode],
  ['pylint', typeOfPylintCode],
  ['pyright', (code) => typeOfPyrightCode(code) ?? 'type_error'],
  ['basedpyright', (code) => typeOfPyrightCode(code) ?? 'type_error'],
  ['pylance', (code) => typeOfPyrightCode(code) ?? 'type_error'],
  ['mypy', (code) => typeOfMypyCode(code) ?? 'type_error'],
  ['codeql', typeOfCodeQlRule],
  ['trivy', typeOfTrivyCode],
];

// Tools that find one type of problem.
const bySource: readonly (readonly [IssueType, string])[] = [
  ['formatting', 'prettier stylelint black isort dprint editorconfig gofmt rustfmt yamllint'],
  ['security', 'bandit semgrep gitleaks trufflehog secretlint njsscan gosec brakeman'],
  ['dependency', 'npm-audit pip-audit osv-scanner snyk dependabot depcheck syncpack cargo-audit'],
  ['documentation', 'markdownlint markdownlint-cli2 vale pydocstyle cspell typedoc'],
  ['dry_violation', 'jscpd cpd'],
  ['test_failure', 'pytest jest vitest mocha playwright ava junit'],
  ['dead_code', 'knip vulture ts-prune unimported'],
  ['type_error', 'pyre pytype flow'],
  ['complexity', 'lizard radon complexipy xenon'],
  ['coverage_improvement', 'istanbul nyc c8 coverage codecov'],
  ['import_error', 'madge dependency-cruiser'],
  ['refurb', 'refurb pyupgrade'],
];

const typeOfCodeBySource: ReadonlyMap<string, TypeOfCode> = new Map([
  ...bySource.flatMap(([type, names]) =>
    names.split(' ').map((name): [string, TypeOfCode] => [name, always(type)]),
  ),
  ...byCode,
]);

/** What kind of problem it is: by who complains and its rule, else by the words of the message. */
export function classify(problem: Pick<Diagnostic, 'source' | 'code' | 'message'>): IssueType {
  const source = toolName(problem.source).toLowerCase().replace(/\s+/g, '-');
  const known = typeOfCodeBySource.get(source)?.(problem.code);
  return known ?? typeOfMessage(problem.message) ?? 'unknown';
}
