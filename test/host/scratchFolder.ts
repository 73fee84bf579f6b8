import { rmSync } from 'node:fs';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeAtExit } from './closeAtExit.ts';

/** A new empty folder that goes away with this process, or before. */
export interface ScratchFolder {
  readonly path: string;
  remove(): void;
}

export async function scratchFolder(name: string): Promise<ScratchFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), `swarm-${name}-`)));
  const removeNow = (): void =>
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  const forget = closeAtExit(removeNow);
  return {
    path,
    remove() {
      forget();
      removeNow();
    },
  };
}
