import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { runProcess } from '../../src/core/base/runProcess.ts';
import { SwarmError } from '../../src/core/base/swarmError.ts';

export const projectRoot = resolve(import.meta.dirname, '../..');

const metafile = z.object({
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(
    z.string(),
    z.object({
      bytes: z.number(),
      inputs: z.record(z.string(), z.unknown()),
      imports: z.array(z.object({ path: z.string(), kind: z.string() })),
    }),
  ),
});

type Outputs = z.infer<typeof metafile>['outputs'];

/** What was built for the package. */
export interface Bundle {
  /** The folders of the packages that are in it, relative to the project, with `/`. */
  readonly packages: readonly string[];
  /** How much each program reads before it does anything, by its file's name. */
  readonly bytesAtStart: ReadonlyMap<string, number>;
}

const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

function packagesIn(outputs: Outputs): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap((input) => packageFolder.exec(input)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** The program and all that it imports before it begins. */
function bytesAtStart(program: string, outputs: Outputs): number {
  const read = new Set([program]);
  for (const path of read) {
    const { imports = [] } = outputs[path] ?? {};
    const needed = imports.filter(
      ({ kind, path: other }) => kind === 'import-statement' && other in outputs,
    );
    for (const { path: other } of needed) read.add(other);
  }
  return [...read].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}

async function runBuild(folder: string, metafilePath: string): Promise<void> {
  const args = ['esbuild.js', '--production', `--outdir=${folder}`, `--metafile=${metafilePath}`];
  const result = await runProcess({ command: process.execPath, args, cwd: projectRoot });
  if (result.exitCode === 0) return;
  throw new SwarmError('environment', `The build fails: ${result.stderr.trim()}`);
}

/**
 * Builds all programs, small and without source maps.
 * @param folder an absolute path; made when it is not there.
 * @throws {SwarmError} `environment` with what esbuild says.
 */
export async function buildBundle(folder: string): Promise<Bundle> {
  const temporary = await mkdtemp(join(tmpdir(), 'swarm-metafile-'));
  try {
    const path = join(temporary, 'metafile.json');
    await runBuild(folder, path);
    const { outputs } = metafile.parse(JSON.parse(await readFile(path, 'utf8')));
    const here = relative(projectRoot, folder).replaceAll('\\', '/');
    const programs = Object.keys(outputs).filter((output) => dirname(output) === here);
    const sizes = programs.map((output): [string, number] => [
      basename(output),
      bytesAtStart(output, outputs),
    ]);
    return { packages: packagesIn(outputs), bytesAtStart: new Map(sizes) };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
