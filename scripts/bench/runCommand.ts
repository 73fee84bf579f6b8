import {
  type ProcessRequest,
  type ProcessResult,
  runProcess,
} from '../../src/core/base/runProcess.ts';

/**
 * Runs a program that is expected to work.
 * @throws when it ends with an exit code that is not among `allowed`, with the end of what it said.
 */
export async function runCommand(
  request: ProcessRequest,
  allowed: readonly number[] = [0],
): Promise<ProcessResult> {
  const result = await runProcess(request);
  if (result.exitCode !== null && allowed.includes(result.exitCode)) return result;
  const words = [request.command, ...(request.args ?? [])].join(' ');
  const said = `${result.stdout.toString()}${result.stderr}`.trim().slice(-500);
  throw new Error(`"${words}" ended with exit code ${result.exitCode}: ${said}`);
}
