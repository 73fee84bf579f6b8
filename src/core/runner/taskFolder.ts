import { appendFileSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readTextIfExists, writeFileAtomic } from '../base/atomicFile.ts';
import { SwarmError } from '../base/swarmError.ts';
import type { ResultFile, RunnerEvent, TaskFile } from '../protocol/taskFile.ts';

/** What may come from another program is only looked at as far as it is needed to trust its shape. */
const taskHeader = z.looseObject({
  version: z.literal(1),
  orderId: z.string().min(1),
  workingTree: z.string().min(1),
  slot: z.string().min(1),
  base: z.string().min(1),
  job: z.looseObject({ kind: z.enum(['fix', 'recheck', 'check']) }),
  checkers: z.array(z.looseObject({ kind: z.string() })),
  timeoutSeconds: z.number().positive(),
});

const verdictShape = z.object({
  issueId: z.string(),
  verdict: z.enum(['fixed', 'remains', 'proposed', 'suppressed', 'unverified']),
  reason: z.string(),
});

const diagnosticShape = z.object({
  file: z.string(),
  range: z.object({
    line: z.number(),
    column: z.number(),
    endLine: z.number(),
    endColumn: z.number(),
  }),
  severity: z.enum(['error', 'warning', 'information', 'hint']),
  source: z.string(),
  code: z.string(),
  message: z.string(),
});

const swarmResultShape = z.object({
  taskId: z.string(),
  workerId: z.string(),
  agent: z.string(),
  success: z.boolean(),
  filesModified: z.array(z.string()),
  fixesApplied: z.number(),
  errors: z.array(z.string()),
  durationSeconds: z.number(),
  commit: z.string().nullable(),
  parent: z.string(),
  verdicts: z.array(verdictShape),
  introduced: z.array(diagnosticShape),
});

const resultShape: z.ZodType<ResultFile> = z.object({
  version: z.literal(1),
  orderId: z.string(),
  outcome: z.enum(['done', 'limited', 'cancelled', 'error']),
  error: z.string(),
  parts: z.array(
    z.object({ kind: z.enum(['verified', 'proposed', 'remains']), result: swarmResultShape }),
  ),
  diagnostics: z.array(diagnosticShape),
  claimed: z.array(z.boolean()),
  checkers: z.array(z.string()).optional(),
});

/** The folder that a client and the task runner meet in. */
export class TaskFolder {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  get taskPath(): string {
    return join(this.directory, 'task.json');
  }

  get eventsPath(): string {
    return join(this.directory, 'events.jsonl');
  }

  get resultPath(): string {
    return join(this.directory, 'result.json');
  }

  get logPath(): string {
    return join(this.directory, 'log.txt');
  }

  /** A new attempt: what an earlier one said does not count any more. */
  async writeTask(task: TaskFile): Promise<void> {
    await rm(this.resultPath, { force: true });
    await writeFileAtomic(this.taskPath, JSON.stringify(task));
  }

  /** @throws {SwarmError} `input` when `task.json` is missing or is not one. */
  async readTask(): Promise<TaskFile> {
    const text = await readTextIfExists(this.taskPath);
    if (text === undefined) throw new SwarmError('input', `There is no ${this.taskPath}.`);
    const parsed = taskHeader.safeParse(parseJson(text, this.taskPath));
    if (!parsed.success) {
      const [first] = parsed.error.issues;
      const where = first === undefined ? '' : ` at ${first.path.join('.')}: ${first.message}`;
      throw new SwarmError('input', `${this.taskPath} is not a task file${where}`, parsed.error);
    }
    return parsed.data as unknown as TaskFile;
  }

  /** Once somebody has removed the run, or its repository, nothing is written there any more. */
  get #isRemoved(): boolean {
    return !existsSync(this.directory);
  }

  async writeResult(result: ResultFile): Promise<void> {
    if (this.#isRemoved) return;
    await writeFileAtomic(this.resultPath, JSON.stringify(result));
  }

  /**
   * The result, or undefined as long as the job has not ended.
   * @throws {SwarmError} `input` when there is one, but of another shape.
   */
  async readResult(): Promise<ResultFile | undefined> {
    const text = await readTextIfExists(this.resultPath);
    if (text === undefined) return undefined;
    const parsed = resultShape.safeParse(parseJson(text, this.resultPath));
    if (parsed.success) return parsed.data;
    throw new SwarmError('input', `${this.resultPath} is not a result file`, parsed.error);
  }

  /** Written at once: an event must not be lost when the runner is killed right after it. */
  appendEvent(event: RunnerEvent): void {
    if (this.#isRemoved) return;
    appendFileSync(this.eventsPath, `${JSON.stringify(event)}\n`);
  }

  appendLog(text: string): void {
    if (this.#isRemoved) return;
    appendFileSync(this.logPath, text.endsWith('\n') ? text : `${text}\n`);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SwarmError(
      'input',
      `${path} is not JSON; remove it and start the task again.`,
      error,
    );
  }
}
