import type { ProcessRequest } from '../../../src/core/base/runProcess.ts';
import { SwarmError } from '../../../src/core/base/swarmError.ts';
import { runTool } from '../../host/runTool.ts';

/**
 * Runs a program to its end.
 * @param what it does, in a few words.
 * @throws {SwarmError} `environment` with its last words when it fails.
 */
export async function runOrFail(what: string, request: ProcessRequest): Promise<void> {
  const { exitCode, stdout, stderr } = await runTool(request);
  if (exitCode === 0) return;
  const lastWords = `${stdout}\n${stderr}`.trim().split('\n').at(-1) ?? '';
  throw new SwarmError('environment', `${what} failed: ${lastWords}`);
}
