const namesByAlias: Readonly<Record<string, string>> = {
  tsc: 'ts',
  typescript: 'ts',
  'semgrep oss': 'semgrep',
  javascript: 'ts',
  js: 'ts',
  'ts-plugin': 'ts',
};

// Tools that different reports spell with different capitals.
const tools: ReadonlySet<string> = new Set([
  'ts',
  'eslint',
  'ruff',
  'biome',
  'oxlint',
  'stylelint',
  'prettier',
  'markdownlint',
  'pyright',
  'mypy',
  'pylint',
  'flake8',
  'bandit',
  'semgrep',
  'trivy',
]);

/**
 * One name for a tool, however a report or an editor spells it: `tsc`, `TypeScript` and `js` (the
 * editor's name for it in JavaScript files) are `ts`, `ESLint` is `eslint`. Others stay as they are.
 */
export function toolName(reported: string): string {
  const spelled = reported.trim();
  const lower = spelled.toLowerCase();
  if (Object.hasOwn(namesByAlias, lower)) return namesByAlias[lower] ?? spelled;
  return tools.has(lower) ? lower : spelled;
}

/** One spelling of a rule: `TS6133` is `6133` when `tool` is `ts`. Others stay as they are. */
export function ruleName(tool: string, reported: string): string {
  const spelled = reported.trim();
  return tool === 'ts' ? spelled.replace(/^ts[\s-]?(?=\d+$)/i, '') : spelled;
}
