#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { createContext } from './cliContext.ts';
import { reportFailure } from './failure.ts';
import { createProgram } from './program.ts';

const context = createContext(fileURLToPath(import.meta.url));
try {
  await createProgram(context).parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportFailure(error, context.output);
}
