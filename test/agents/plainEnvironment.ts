const kept = [
  /^(PATH|HOME|USER|LANG|TERM|TMPDIR|XDG_CACHE_HOME|NO_COLOR|CI)$/,
  /^(LC|SWARM|npm_config)_/,
  // Without it the registry may be out of reach.
  /^NODE_EXTRA_CA_CERTS$/,
];

/**
 * What the tests take along of this process's environment. Agents listen to variables of many names,
 * and would be other agents wherever one of those is set.
 */
export function plainEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined) continue;
    if (kept.some((pattern) => pattern.test(name))) environment[name] = value;
  }
  return environment;
}
