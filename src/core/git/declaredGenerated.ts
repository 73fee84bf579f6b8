import { readAttributes } from './attributes.ts';
import type { GitCommand } from './gitCommand.ts';

const attribute = 'linguist-generated';

function meaningOf(value: string | undefined): boolean | undefined {
  if (value === 'set' || value === 'true') return true;
  return value === 'unset' || value === 'false' ? false : undefined;
}

/** Whether `.gitattributes` calls files generated, or denies it; those it is silent about are left out. */
export async function declaredGenerated(
  git: GitCommand,
  paths: readonly string[],
): Promise<Map<string, boolean>> {
  const declared = new Map<string, boolean>();
  for (const [path, values] of await readAttributes(git, [attribute], paths)) {
    const isGenerated = meaningOf(values.get(attribute));
    if (isGenerated !== undefined) declared.set(path, isGenerated);
  }
  return declared;
}
