#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../core/base/swarmError.ts';
import { createContext } from './createContext.ts';
import { serveHttp } from './http/serveHttp.ts';
import { untilAskedToEnd } from './serverEnd.ts';
import { readServerOptions } from './serverOptions.ts';
import { serveStdio } from './stdio/serveStdio.ts';

// It is started by itself, by an editor, or loaded by the command line: with the same words each time.
const program = join(dirname(fileURLToPath(import.meta.url)), 'cli.js');

// Nobody may be left to read it.
process.stderr.on('error', () => undefined);

try {
  const options = readServerOptions(process.argv.slice(2));
  const { port } = options;
  const stopping = untilAskedToEnd(port === undefined ? process.stdin : undefined);
  const context = createContext({ options, program, stopping });
  if (port === undefined) await serveStdio(context);
  else await serveHttp(context, port);
  process.exit(0);
} catch (error) {
  process.stderr.write(`swarm-autofix: ${messageOf(error).split('\n').join(' ')}\n`);
  process.exitCode = 2;
}
