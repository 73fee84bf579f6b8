/** Every kind of problem the swarm knows, in the spelling other programs use. */
export const issueTypes = [
  'formatting',
  'type_error',
  'security',
  'test_failure',
  'import_error',
  'complexity',
  'dead_code',
  'dependency',
  'dry_violation',
  'performance',
  'documentation',
  'test_organization',
  'coverage_improvement',
  'regex_validation',
  'semantic_context',
  'warning',
  'refurb',
  'unknown',
] as const;

export type IssueType = (typeof issueTypes)[number];

const aliases: Readonly<Record<string, IssueType>> = {
  typing: 'type_error',
  import: 'import_error',
  test: 'test_failure',
};

const known: ReadonlySet<string> = new Set(issueTypes);

function isIssueType(text: string): text is IssueType {
  return known.has(text);
}

/** The type that `text` names, its short spellings (`typing`, `import`, `test`) included. */
export function parseIssueType(text: string): IssueType | undefined {
  if (isIssueType(text)) return text;
  return Object.hasOwn(aliases, text) ? aliases[text] : undefined;
}
