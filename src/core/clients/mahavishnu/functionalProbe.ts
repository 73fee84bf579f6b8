import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { quoted, writeTerminalScript } from '../shellScript.ts';
import type { TerminalBook } from '../terminalBook.ts';
import { newTerminalId, type Terminals } from '../terminals.ts';

const lookMs = 50;

/** Somebody may be waiting at a prompt: a server that hangs is not waited for. */
const closeMs = 5_000;

export interface ProbeParts {
  readonly terminals: Terminals;
  readonly book: TerminalBook;
  /** So long somebody waits for a command to leave its file. */
  readonly signal: AbortSignal;
}

async function untilThere(path: string, signal: AbortSignal): Promise<boolean> {
  while (!existsSync(path) && !signal.aborted) await pause(lookMs);
  return existsSync(path);
}

/**
 * Has a command run in a terminal, and looks for the file that it leaves: whatever a server says, that
 * is the proof that it runs anything, and that it sees the same files.
 * @throws {SwarmError} `unavailable` when the server says itself that it cannot; whatever keeps it from
 * answering.
 */
export async function runsCommands(parts: ProbeParts): Promise<boolean> {
  const { terminals, book, signal } = parts;
  const folder = await mkdtemp(join(tmpdir(), 'swarm-probe-'));
  const [script, ran] = [join(folder, 'probe.sh'), join(folder, 'ran')];
  const id = newTerminalId();
  try {
    await writeTerminalScript(script, [`: > ${quoted(ran)}`]);
    const terminal = await book.open(terminals, id, script, signal);
    try {
      return await untilThere(ran, signal);
    } finally {
      await book.close(terminals, terminal, AbortSignal.timeout(closeMs));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
