import { readFileSync, readlinkSync } from 'node:fs';

function readOrNothing(read: () => string): string {
  try {
    return read().trim();
  } catch {
    // Only Linux has it, and not everybody may look.
    return '';
  }
}

/**
 * Names what the ids of processes count in: a kernel since it has started, and a container in it.
 * Two with the same name have the same process under an id.
 * @returns empty where nobody can tell: there, a machine is taken to have one.
 */
export function processNamespace(): string {
  const boot = readOrNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const container = readOrNothing(() => readlinkSync('/proc/self/ns/pid'));
  return `${boot} ${container}`.trim();
}
