import { CommanderError } from 'commander';
import { isCancellation, isSwarmError, messageOf } from '../core/base/swarmError.ts';
import { exitCode } from './exitCode.ts';
import type { Output } from './output/output.ts';

/**
 * Says in one line what is wrong; an error that nobody foresaw comes with its stack.
 * @returns the exit code that fits.
 */
export function reportFailure(error: unknown, output: Output): number {
  // What is wrong with the words of a command line has been said by then.
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCode.allFixed : exitCode.cannot;
  }
  if (isCancellation(error)) return exitCode.interrupted;
  output.note(`swarm-autofix: ${messageOf(error).trim().split('\n').join(' ')}`);
  if (!isSwarmError(error) && error instanceof Error) output.note(String(error.stack));
  return exitCode.cannot;
}
