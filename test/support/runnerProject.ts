import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonLines } from '../../src/core/base/jsonLines.ts';
import { openRepository } from '../../src/core/git/repository.ts';
import { takeSnapshot } from '../../src/core/git/snapshot.ts';
import type { Diagnostic } from '../../src/core/protocol/diagnostic.ts';
import type { Issue } from '../../src/core/protocol/issue.ts';
import type {
  AgentSettings,
  CheckerSettings,
  CommandAgentSettings,
} from '../../src/core/protocol/settings.ts';
import type { FixJob, ResultFile, TaskFile } from '../../src/core/protocol/taskFile.ts';
import type { IssueVerdict } from '../../src/core/protocol/verdict.ts';
import { TaskFolder } from '../../src/core/runner/taskFolder.ts';
import { Worker } from '../../src/core/runner/worker.ts';
import { type TemporaryRepository, temporaryRepository } from './temporaryRepository.ts';

/** What a job left in its folder. */
export interface FinishedJob {
  readonly folder: TaskFolder;
  readonly result: ResultFile;
  readonly events: readonly unknown[];
  readonly log: string;
}

export interface FixOptions {
  readonly agents: readonly AgentSettings[];
  readonly issues: readonly Issue[];
  readonly verify?: boolean;
  readonly timeoutSeconds?: number;
  readonly setupCommand?: string;
  readonly signal?: AbortSignal;
  /** What else the job has, such as a note. */
  readonly more?: Partial<FixJob>;
}

/** A user's repository with a worker that has one slot for it. The tools in the slot stay warm. */
export interface RunnerProject {
  readonly user: TemporaryRepository;
  readonly worker: Worker;
  /** The root of the slot. */
  readonly slot: string;
  /** A task file for this project; `more` on top. */
  taskFile(job: TaskFile['job'], more?: Partial<TaskFile>): Promise<TaskFile>;
  /** Runs a job in a task folder of its own. */
  run(file: TaskFile, signal?: AbortSignal): Promise<FinishedJob>;
  /** What the checkers say about the project, as issues of one type. */
  issues(): Promise<Issue[]>;
  /** Gives issues to agents. */
  fix(options: FixOptions): Promise<FinishedJob>;
  /** An agent whose program is the body of a script; see {@link prelude} for what it can use. */
  agent(id: string, body: string): Promise<CommandAgentSettings>;
  /** The user's index, refs, HEAD and every file but those of packages, by name, as hashes. */
  fingerprint(): Promise<Record<string, string>>;
  remove(): Promise<void>;
}

/** Every agent's script begins with it. */
export const prelude = `
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' });
const read = (file) => fs.readFileSync(file, 'utf8');
const edit = (file, from, to) => {
  if (!read(file).includes(from)) throw new Error(file + ' does not have ' + from);
  fs.writeFileSync(file, read(file).replace(from, to));
};
`;

const packages = join(import.meta.dirname, '../../node_modules');

function hash(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function hashFiles(root: string): Promise<[string, string][]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const own = paths.filter((path) => !/^(\.git|node_modules)($|\/)/.test(path)).toSorted();
  return Promise.all(
    own.map(async (path): Promise<[string, string]> => {
      const target = await readlink(join(root, path)).catch(() => undefined);
      return [path, target ?? hash(await readFile(join(root, path)))];
    }),
  );
}

/** @param files of the first commit. Packages of this repository are at hand, and ignored. */
export async function runnerProject(
  files: Readonly<Record<string, string>>,
  checkers: readonly CheckerSettings[],
): Promise<RunnerProject> {
  const user = await temporaryRepository({ '.gitignore': 'node_modules\n*.ignored\n', ...files });
  await user.link('node_modules', packages);
  // A minute from one look at the clock to the next: what the user's hand does between two tasks is
  // never taken for the agent's.
  let clock = Date.now();
  const worker = new Worker(undefined, () => {
    clock += 60_000;
    return clock;
  });
  const slotsRoot = join(user.folder, 'slots');
  const slot = join(slotsRoot, 'w1');
  let count = 0;

  const project: RunnerProject = {
    user,
    worker,
    slot,
    async taskFile(job, more = {}) {
      const repository = await openRepository(user.root);
      const { commit } = await takeSnapshot(repository, { message: 'base' });
      count += 1;
      return {
        version: 1,
        runId: 'r1',
        orderId: `t${count}`,
        workerId: 'worker-1',
        job,
        workingTree: user.root,
        slotsRoot,
        slot,
        base: commit,
        checkers,
        knownSources: [],
        timeoutSeconds: 60,
        setupCommand: '',
        ...more,
      };
    },
    async run(file, signal = new AbortController().signal) {
      const folder = new TaskFolder(join(user.folder, 'tasks', file.orderId));
      await folder.writeTask(file);
      await worker.run(folder.directory, signal);
      const result = await folder.readResult();
      if (result === undefined) throw new Error(`There is no result in ${folder.directory}.`);
      const log = await readFile(folder.logPath, 'utf8').catch(() => '');
      return { folder, result, events: await readJsonLines(folder.eventsPath), log };
    },
    async issues() {
      const job = { kind: 'check', inPlace: false, subjects: [] } as const;
      const { result } = await project.run(await project.taskFile(job));
      if (result.outcome !== 'done') throw new Error(result.error);
      return result.diagnostics.map(issueFrom);
    },
    async fix({
      agents,
      issues,
      verify = true,
      timeoutSeconds = 60,
      setupCommand = '',
      signal,
      more = {},
    }) {
      const filePaths = [...new Set(issues.map((issue) => issue.file))];
      const task: FixJob['task'] = {
        taskId: 't01',
        issueType: 'type_error',
        filePaths,
        priority: 1,
        issues,
        reason: 'a test',
      };
      const job: FixJob = { kind: 'fix', task, agents, verify, ...more };
      return project.run(await project.taskFile(job, { timeoutSeconds, setupCommand }), signal);
    },
    async agent(id, body) {
      const script = join(user.folder, 'agents', `${id}.mjs`);
      await mkdir(join(user.folder, 'agents'), { recursive: true });
      await writeFile(script, prelude + body);
      return { kind: 'command', id, command: `"${process.execPath}" "${script}"` };
    },
    async fingerprint() {
      const refs = await user.hand.raw(['for-each-ref']);
      const head = await readFile(user.path('.git/HEAD'), 'utf8');
      const index = hash(await readFile(user.path('.git/index')));
      const config = hash(await readFile(user.path('.git/config')));
      const own = { refs, HEAD: head, index, config };
      return { ...own, ...Object.fromEntries(await hashFiles(user.root)) };
    },
    async remove() {
      await worker.dispose();
      await user.remove();
    },
  };
  return project;
}

/** An issue with a readable id, such as `ts2322@src/a.ts:2`. */
export function issueFrom(diagnostic: Diagnostic): Issue {
  const { source, code, file, range } = diagnostic;
  const id = `${source}${code}@${file}:${range.line}`;
  return { ...diagnostic, id, type: 'type_error', priority: 1, lineText: '' };
}

/** The verdicts of all parts, by issue id. An issue that is in two parts is an error. */
export function verdictsOf({ result }: FinishedJob): Record<string, IssueVerdict['verdict']> {
  const verdicts: Record<string, IssueVerdict['verdict']> = {};
  for (const part of result.parts) {
    for (const { issueId, verdict } of part.result.verdicts) {
      if (issueId in verdicts) throw new Error(`${issueId} is in two parts.`);
      verdicts[issueId] = verdict;
    }
  }
  return verdicts;
}

/** The reason of every verdict that has one. */
export function reasonsOf({ result }: FinishedJob): string[] {
  const entries = result.parts.flatMap((part) => part.result.verdicts);
  return entries.map((entry) => entry.reason).filter((reason) => reason !== '');
}

/** What went wrong, each line once. */
export function errorsOf({ result }: FinishedJob): string[] {
  return [...new Set(result.parts.flatMap((part) => part.result.errors))];
}

/** True when any part would be merged without a person. */
export function isAnySuccess({ result }: FinishedJob): boolean {
  return result.parts.some((part) => part.result.success);
}

/** Asserts the verdicts of a job that must not be merged without a person. */
export function assertTold(
  job: FinishedJob,
  verdicts: Record<string, IssueVerdict['verdict']>,
  reason?: RegExp,
): void {
  assert.deepEqual(verdictsOf(job), verdicts);
  assert.equal(isAnySuccess(job), false);
  if (reason !== undefined) assert.match(reasonsOf(job).join('\n'), reason);
}
