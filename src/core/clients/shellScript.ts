import { chmod } from 'node:fs/promises';
import { writeFileAtomic } from '../base/atomicFile.ts';
import { SwarmError } from '../base/swarmError.ts';

/** A word that a shell takes as it is. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Writes a script for a terminal that somebody else lends. When it has ended, so does the terminal,
 * where that is one of tmux: nobody may be left to do it.
 * @param lines of POSIX shell.
 * @throws {SwarmError} `unavailable` when its path cannot be typed into a terminal.
 */
export async function writeTerminalScript(path: string, lines: readonly string[]): Promise<void> {
  if (/\p{Cc}/u.test(path)) {
    throw new SwarmError('unavailable', `${JSON.stringify(path)} cannot be typed into a terminal`);
  }
  const end = 'if [ -n "$TMUX" ]; then tmux kill-session; fi';
  await writeFileAtomic(path, ['#!/bin/sh', ...lines, end, ''].join('\n'));
  await chmod(path, 0o700);
}
