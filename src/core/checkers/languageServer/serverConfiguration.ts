type Configuration = Readonly<Record<string, unknown>>;

function isConfiguration(value: unknown): value is Configuration {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts `{ 'a.b': 1 }` as `{ a: { b: 1 } }`, and leaves what is nested already. */
function nested(keys: readonly string[], value: unknown): Configuration {
  const [first = '', ...rest] = keys;
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}

function merge(left: Configuration, right: Configuration): Configuration {
  const merged: Record<string, unknown> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const known = merged[key];
    merged[key] = isConfiguration(known) && isConfiguration(value) ? merge(known, value) : value;
  }
  return merged;
}

/** The settings as one tree, whether they were written flat (`python.analysis`) or nested. */
export function configurationTree(configuration: Configuration): Configuration {
  return Object.entries(configuration)
    .map(([key, value]) => nested(key.split('.'), value))
    .reduce(merge, {});
}

/**
 * The answer to one item of `workspace/configuration`. Nothing set is `{}`: many servers read
 * properties of the answer without looking.
 */
export function configurationOf(configuration: Configuration, section?: string): unknown {
  const keys = section === undefined || section === '' ? [] : section.split('.');
  const found = keys.reduce<unknown>(
    (value, key) => (isConfiguration(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    configurationTree(configuration),
  );
  return found ?? {};
}
