/** What a TOML file, or a table in one, holds. */
export type TomlTable = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The table under a key; an empty one when there is none. */
export function tableIn(table: TomlTable, key: string): TomlTable {
  const value = table[key];
  return isTable(value) ? value : {};
}

/** The texts of a list under a key; undefined when there is no list. */
export function textsIn(table: TomlTable, key: string): readonly string[] | undefined {
  const value: unknown = table[key];
  if (!Array.isArray(value)) return undefined;
  return value.filter((item) => typeof item === 'string');
}

/** A table without some of its keys. */
export function without(table: TomlTable, keys: readonly string[]): TomlTable {
  return Object.fromEntries(Object.entries(table).filter(([key]) => !keys.includes(key)));
}
