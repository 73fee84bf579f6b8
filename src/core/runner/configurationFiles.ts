import { posix } from 'node:path';

/** Names of files that decide what a checker looks at and what it complains about. */
const configurationNames: readonly RegExp[] = [
  /^(ts|js)config(\..+)?\.json$/,
  /^eslint\.config\.[cm]?[jt]s$/,
  /^\.eslintrc(\..+)?$/,
  /^\.(eslint|prettier|stylelint|biome|oxlint)ignore$/,
  /^\.?(biome|oxlintrc|dprint|markdownlint|stylelintrc|prettierrc|editorconfig)(\..+)?$/,
  /^\.(git|ignore)(ignore|attributes)?$/,
  /^package\.json$/,
  /^(jest|vitest|playwright|vite|babel|karma|stylelint|prettier)\.config\..+$/,
  /^\.mocharc(\..+)?$/,
  /^(pyproject|ruff|\.ruff)\.toml$/,
  /^(setup\.cfg|tox\.ini|pytest\.ini|mypy\.ini|\.mypy\.ini|\.pylintrc|\.flake8|pyrightconfig\.json)$/,
  /^\.(golangci|rubocop|yamllint|pre-commit-config)\..+$/,
  /^(clippy|\.clippy|rustfmt|Cargo)\.toml$/,
  /^sonar-project\.properties$/,
  /^\.swarm-autofix\.json$/,
];

/** True when an edit of that file can silence a checker instead of answering it. */
export function isConfigurationFile(file: string): boolean {
  const name = posix.basename(file);
  return configurationNames.some((pattern) => pattern.test(name));
}
