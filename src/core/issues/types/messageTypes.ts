import type { IssueType } from '../../protocol/issueType.ts';

// The first that fits decides, so what is narrow stands above what is wide.
const patterns: readonly (readonly [IssueType, RegExp])[] = [
  ['dependency', /\b(?:CVE-\d{4}-\d+|GHSA-[\w-]+)|outdated (?:package|dependency)/i],
  ['security', /vulnerab|injection|\bxss\b|insecure|hard-?coded (?:password|secret|credential)/i],
  [
    'import_error',
    /(?:cannot|could not|unable to) (?:find|resolve|import) (?:the )?(?:module|import|package|name)|no module named|module not found|unresolved (?:import|reference)|undefined (?:name|variable)/i,
  ],
  ['dead_code', /\bunused\b|never (?:used|read|called)|not used|unreachable|dead code/i],
  ['test_failure', /\bassertion ?error\b|assertion failed|\btests? failed|failing test/i],
  ['dry_violation', /duplicated? (?:code|block|lines)|copy-?paste|identical (?:code|function)/i],
  [
    'complexity',
    /(?:cyclomatic|cognitive) complexity|too complex|too many (?:lines|parameters|arguments|branches|statements)/i,
  ],
  ['regex_validation', /regular expression|\bregexp?\b/i],
  ['documentation', /docstring|\bjsdoc\b|missing (?:documentation|comment)|undocumented/i],
  ['coverage_improvement', /\bcoverage\b|not covered by/i],
  [
    'type_error',
    /not assignable|incompatible type|type mismatch|mismatched types|implicitly has an 'any'|parsing error|syntax error/i,
  ],
  ['refurb', /\bdeprecated\b/i],
  ['performance', /\bperformance\b|\bslow\b|inefficient/i],
  [
    'formatting',
    /indentation|whitespace|missing semicolon|line (?:is )?too long|newline at (?:the )?end|not formatted/i,
  ],
];

/** The type that a message speaks of; a last resort, for tools that are not known. */
export function typeOfMessage(message: string): IssueType | undefined {
  return patterns.find(([, pattern]) => pattern.test(message))?.[0];
}
