import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTextIfExists } from '../base/atomicFile.ts';
import { messageOf, SwarmError } from '../base/swarmError.ts';
import { lastWords, packFix } from '../bundles/fixBundle.ts';
import { type RemoteOrder, unpackTask } from '../bundles/taskBundle.ts';
import { GitCommand } from '../git/gitCommand.ts';
import type { ResultFile, TaskPart } from '../protocol/taskFile.ts';
import { TaskFolder } from './taskFolder.ts';
import { Worker } from './worker.ts';

/** A folder of its own for one task that has come from elsewhere; nothing of it stays. */
interface Site {
  readonly root: string;
  /** The repository that the bundle is unpacked into. */
  readonly git: GitCommand;
}

interface DoneThere {
  readonly result: ResultFile | undefined;
  readonly log: string;
  /** Gone when the answer is read. */
  readonly logPath: string;
}

/** What needs no person comes first: the other end takes one set of edits, and checks it anew. */
function bestCommit(parts: readonly TaskPart[]): string | undefined {
  const byKind = (kind: TaskPart['kind']) => parts.find((part) => part.kind === kind);
  return (byKind('verified') ?? byKind('proposed'))?.result.commit ?? undefined;
}

async function makeRoot(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'swarm-autofix-'));
  } catch (error) {
    const words = `No folder can be made in ${tmpdir()}`;
    throw new SwarmError('environment', `${words}; set TMPDIR to a place where one can.`, error);
  }
}

async function openSite(bundle: Buffer, root: string): Promise<Site> {
  const header = bundle.subarray(0, 200).toString('latin1');
  const format = /^@object-format=(\w+)$/m.exec(header)?.[1] ?? 'sha1';
  const workingTree = join(root, 'project');
  await mkdir(workingTree);
  const git = new GitCommand(workingTree);
  await git.run(['init', '--quiet', '--template=', `--object-format=${format}`]);
  return { root, git };
}

async function fixThere(
  { root, git }: Site,
  order: RemoteOrder,
  start: string,
  signal: AbortSignal,
): Promise<DoneThere> {
  await git.run(['checkout', '--quiet', '--detach', start]);
  const slotsRoot = join(root, 'slots');
  const folder = new TaskFolder(join(root, 'task'));
  await mkdir(folder.directory);
  await folder.writeTask({
    ...order,
    ...{ runId: 'bundle', workerId: 'bundle', workingTree: git.cwd, base: start },
    ...{ slotsRoot, slot: join(slotsRoot, 'slot-1') },
  });
  const worker = new Worker();
  try {
    await worker.run(folder.directory, signal);
  } finally {
    await worker.dispose();
  }
  const log = (await readTextIfExists(folder.logPath)) ?? '';
  return { result: await folder.readResult(), log, logPath: folder.logPath };
}

/** What a report says went wrong: the agents' own words, or why there was nothing for them to do. */
function errorsOf({ result, logPath }: DoneThere): readonly string[] {
  if (result === undefined) return ['left no result'];
  if (result.outcome === 'cancelled') return ['was stopped'];
  if (result.outcome === 'error') return [result.error.replaceAll(logPath, 'the log')];
  return [...new Set(result.parts.flatMap((part) => part.result.errors))].slice(0, 50);
}

async function unpack({ git }: Site, bundle: Buffer) {
  try {
    return await unpackTask(git, bundle);
  } catch (error) {
    const words = 'What came in is no task of a remote agent';
    throw new SwarmError('input', `${words}: ${messageOf(error)}.`, error);
  }
}

/**
 * Runs a task that has come as a bundle from a machine that shares no files with this one.
 * @returns a bundle with the edits, as far as there are any, and a report.
 * @throws {SwarmError} `input` when it is no bundle with a task in it, `environment` when there is no
 * place for one.
 */
export async function runBundledTask(bundle: Buffer, signal: AbortSignal): Promise<Buffer> {
  const root = await makeRoot();
  try {
    const site = await openSite(bundle, root);
    const { order, start } = await unpack(site, bundle);
    const done = await fixThere(site, order, start, signal);
    const fix = bestCommit(done.result?.parts ?? []);
    const report = { version: 1, errors: errorsOf(done), log: lastWords(done.log) } as const;
    return await packFix(site.git, { fix, report }, start);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
