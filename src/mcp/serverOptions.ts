import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, SwarmError } from '../core/base/swarmError.ts';
import { usualServer } from '../core/mahavishnu/serverAddress.ts';

/** How a server is started. */
export interface ServerOptions {
  /** Where it listens for HTTP, 0 for any free port; undefined: standard input and output. */
  readonly port: number | undefined;
  /** An absolute folder: its repository is the one that the server works on. */
  readonly folder: string;
  /** A server that lends workers, or `off`. */
  readonly mahavishnu: string;
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      // The command line of our own passes on the name of its command, too.
      allowPositionals: true,
      options: {
        http: { type: 'string' },
        folder: { type: 'string', default: '.' },
        mahavishnu: { type: 'string', default: usualServer },
      },
    }).values;
  } catch (error) {
    const options = '--http PORT, --folder DIR and --mahavishnu URL';
    const [what = ''] = messageOf(error).split('. ');
    throw new SwarmError('usage', `${what}; the server takes ${options}.`, error);
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new SwarmError('usage', `--http takes a port from 0 to 65535, not "${text}".`);
}

/** @throws {SwarmError} `usage`. */
export function readServerOptions(words: readonly string[]): ServerOptions {
  const { http, folder, mahavishnu } = parseWords(words);
  const port = http === undefined ? undefined : parsePort(http);
  return { port, folder: resolve(folder), mahavishnu };
}
