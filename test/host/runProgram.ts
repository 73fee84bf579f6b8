import { isSwarmError } from '../../src/core/base/swarmError.ts';
import { say } from './progress.ts';

/**
 * Runs a program of the test host to its end, and ends this process.
 * @param program true: all is well. What it throws for a person is shown as one line.
 */
export async function runProgram(program: () => Promise<boolean>): Promise<never> {
  try {
    process.exit((await program()) ? 0 : 1);
  } catch (error) {
    if (!isSwarmError(error)) throw error;
    say(error.message);
    process.exit(1);
  }
}
