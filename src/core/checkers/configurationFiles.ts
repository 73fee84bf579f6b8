import { posix } from 'node:path';
import type { CheckerSettings } from '../protocol/settings.ts';

/** Names of files that decide what a checker looks at and what it complains about. */
const configurationNames: readonly RegExp[] = [
  /^(ts|js)config(\..+)?\.json$/,
  /^eslint\.config\.[cm]?[jt]s$/,
  /^\.eslintrc(\..+)?$/,
  /^\.(eslint|prettier|stylelint|biome|oxlint)ignore$/,
  /^\.?(biome|dprint|oxlintrc)\.jsonc?$/,
  /^\.(markdownlint|stylelintrc|prettierrc|editorconfig)(\..+)?$/,
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

/** True when the command of a checker names that file: it may be the checker itself. */
export function isPartOfChecker(file: string, checkers: readonly CheckerSettings[]): boolean {
  const words = checkers
    .flatMap((checker) => ('command' in checker ? [checker.command] : []))
    .flatMap((command) => command.split(/[\s'"=;&|()]+/));
  return words.some((word) => posix.normalize(word) === file);
}
