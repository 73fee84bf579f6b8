import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export interface EndRequest {
  /** A file that comes into being when the work is done. */
  readonly doneFile: string;
  /** How the work ends as somebody tells it, who may well be wrong: in words. */
  readonly told: (signal: AbortSignal) => Promise<string>;
  /** How often to look for the file: no event tells of what another process does. */
  readonly pollMs: number;
  /** How long the file may still take when the end has been told. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
}

async function appears(path: string, pollMs: number, signal: AbortSignal): Promise<void> {
  while (!existsSync(path)) await setTimeout(pollMs, undefined, { signal });
}

/**
 * Waits for the end of work.
 * @returns undefined once the file is there, or what was told when it does not come.
 * @throws an `AbortError` when the signal fires; whatever `told` throws.
 */
export async function signOfEnd(request: EndRequest): Promise<string | undefined> {
  const over = new AbortController();
  const signal = AbortSignal.any([request.signal, over.signal]);
  const late = async (): Promise<string> => {
    const words = await request.told(signal);
    return setTimeout(request.graceMs, words, { signal });
  };
  const done = appears(request.doneFile, request.pollMs, signal).then(() => undefined);
  try {
    const words = await Promise.race([done, late()]);
    return existsSync(request.doneFile) ? undefined : words;
  } finally {
    over.abort();
  }
}
