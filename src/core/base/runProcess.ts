import { type ChildProcess, spawn as nodeSpawn, type SpawnOptions } from 'node:child_process';
import { BoundedOutput } from './boundedOutput.ts';
import { killTree } from './killTree.ts';
import { messageOf, SwarmError, throwIfCancelled } from './swarmError.ts';

export interface ProcessRequest {
  readonly command: string;
  /** Without `args` the command is given to the shell. */
  readonly args?: readonly string[];
  readonly cwd: string;
  /** On top of this process's own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For standard input, which is closed at once when there is none. */
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** Of each stream that many bytes are kept from its beginning and as many from its end. */
  readonly keepBytes?: number;
  /** The same for standard error, where that is less. */
  readonly keepErrorBytes?: number;
  /** So long the group may tidy up after a polite signal, before it is ended; at once without it. */
  readonly graceMs?: number;
  readonly onOutput?: (chunk: Buffer, stream: 'stdout' | 'stderr') => void;
}

export interface ProcessResult {
  /** Null when the process was ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly timedOut: boolean;
}

/**
 * Runs a program to its end, in a process group of its own. A timeout, or `signal`, ends the group;
 * what the program leaves behind in its group ends with it (not on Windows).
 * @throws {SwarmError} `process` when it cannot be started, `cancelled` when the signal fired.
 */
export type RunProcess = (request: ProcessRequest) => Promise<ProcessResult>;

type Spawn = (command: string, args: readonly string[], options: SpawnOptions) => ChildProcess;

export interface ProcessWorld {
  readonly spawn?: Spawn;
  /** Hears of each process that lives, and when it has ended. */
  readonly onProcess?: (pid: number, alive: boolean) => void;
}

const defaultKeepBytes = 64 * 1024 * 1024;
const hasGroups = process.platform !== 'win32';

function cannotStart(request: ProcessRequest, error: unknown): SwarmError {
  return new SwarmError('process', `Cannot start ${request.command}: ${messageOf(error)}`, error);
}

function start(spawn: Spawn, request: ProcessRequest): ChildProcess {
  try {
    return spawn(request.command, request.args ?? [], {
      cwd: request.cwd,
      env: { ...process.env, ...request.env },
      detached: hasGroups,
      shell: request.args === undefined,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
  } catch (error) {
    // Some failures, such as too long a list of arguments, are thrown at once.
    throw cannotStart(request, error);
  }
}

function collect(child: ChildProcess, request: ProcessRequest) {
  const { keepBytes = defaultKeepBytes, keepErrorBytes = keepBytes } = request;
  const outputs = {
    stdout: new BoundedOutput(keepBytes),
    stderr: new BoundedOutput(keepErrorBytes),
  };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (chunk: Buffer) => {
      outputs[stream].push(chunk);
      request.onOutput?.(chunk, stream);
    });
  }
  // A program that ends without reading its input closes the pipe: its exit code tells the rest.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(request.input);
  return outputs;
}

function ended(
  child: ChildProcess,
  request: ProcessRequest,
  isTidyingUp: () => boolean,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(cannotStart(request, error)));
    child.once('close', (code) => resolve(code));
    // A grandchild that left the group may hold the pipes open for ever: ten seconds are enough.
    child.once('exit', (code) => {
      if (hasGroups && child.pid !== undefined && !isTidyingUp()) killTree(child.pid);
      setTimeout(() => resolve(code), 10_000).unref();
    });
  });
}

/** @param world the seams for tests and for keeping account of what lives. */
export function createRunProcess(world: ProcessWorld = {}): RunProcess {
  return async (request) => {
    throwIfCancelled(request.signal);
    const child = start(world.spawn ?? nodeSpawn, request);
    const { pid } = child;
    let grace: NodeJS.Timeout | undefined;
    const kill = (): void => {
      if (pid !== undefined) killTree(pid);
    };
    const end = (): void => {
      if (pid === undefined || request.graceMs === undefined) {
        kill();
        return;
      }
      killTree(pid, 'SIGTERM');
      grace ??= setTimeout(kill, request.graceMs);
    };
    let timedOut = false;
    const onTimeout = (): void => {
      timedOut = true;
      end();
    };
    const timer =
      request.timeoutMs === undefined ? undefined : setTimeout(onTimeout, request.timeoutMs);
    request.signal?.addEventListener('abort', end, { once: true });
    if (pid !== undefined) world.onProcess?.(pid, true);
    try {
      const outputs = collect(child, request);
      const exitCode = await ended(child, request, () => grace !== undefined);
      throwIfCancelled(request.signal);
      return {
        exitCode,
        stdout: outputs.stdout.bytes(),
        stderr: outputs.stderr.bytes().toString(),
        truncated: outputs.stdout.dropped + outputs.stderr.dropped > 0,
        timedOut,
      };
    } finally {
      clearTimeout(timer);
      clearTimeout(grace);
      if (grace !== undefined && hasGroups) kill();
      request.signal?.removeEventListener('abort', end);
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (pid !== undefined) world.onProcess?.(pid, false);
    }
  };
}

export const runProcess: RunProcess = createRunProcess();
