#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { createContext } from './cliContext.ts';
import { reportFailure } from './failure.ts';
import { createProgram } from './program.ts';

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const context = createContext(fileURLToPath(import.meta.url));
try {
  await createProgram(context).parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportFailure(error, context.output);
}
