import { join } from 'node:path';
import { z } from 'zod';
import type { BenchContext } from './benchPart.ts';
import type { TypoProject } from './projects/typoProject.ts';
import { runCommand } from './runCommand.ts';
import { millisecondsOf } from './stopwatch.ts';

/** As much of `run --json` as the bench looks at. */
const reportShape = z.object({
  mode: z.string(),
  backend: z.string(),
  workers: z.number(),
  stopReason: z.string(),
  issues: z.object({ found: z.number(), fixed: z.number() }),
});

export interface ProductRun {
  readonly seconds: number;
  /** Why the time does not count, one line each. */
  readonly faults: readonly string[];
}

type Report = z.infer<typeof reportShape>;

/** What a run was asked for. */
export interface ProductRequest {
  readonly workers: number;
  /** The server whose workers do it; those of this machine without one. */
  readonly server?: string;
}

function faultsOf(report: Report, taskCount: number, request: ProductRequest): string[] {
  const { issues, mode, backend } = report;
  const { workers, server } = request;
  const faults: string[] = [];
  if (issues.found !== taskCount || issues.fixed !== taskCount) {
    const what = `${issues.fixed} of ${issues.found} found were fixed`;
    faults.push(`${workers} workers: ${what}, not ${taskCount} (${report.stopReason})`);
  }
  if (report.workers !== workers) {
    faults.push(`${workers} workers were asked for, ${report.workers} worked (${mode})`);
  }
  const expected = server === undefined ? 'local' : 'mahavishnu';
  if (backend !== expected) faults.push(`${workers} workers: ${backend}, not ${expected}`);
  return faults;
}

/** Has the real command line mend the project with nothing warm: no slots, no earlier run. */
export async function runProduct(
  context: BenchContext,
  folder: string,
  project: TypoProject,
  request: ProductRequest,
): Promise<ProductRun> {
  const { workers, server = 'off' } = request;
  const inputs = ['--issues', project.issuesFile, '--check', project.checkCommand];
  const agent = ['--agent-command', project.agentCommand, '--workers', String(workers)];
  const args = [context.program, 'run', '--ai-fix', ...inputs, ...agent, '--json'];
  let output = '';
  const duration = await millisecondsOf(async () => {
    const { stdout } = await runCommand(
      {
        command: process.execPath,
        args: [...args, '--mahavishnu', server],
        cwd: project.root,
        env: { SWARM_CACHE: join(folder, 'cache') },
        signal: context.signal,
      },
      [0, 1],
    );
    output = stdout.toString();
  });
  const report = reportShape.parse(JSON.parse(output));
  return { seconds: duration / 1000, faults: faultsOf(report, project.files.length, request) };
}
