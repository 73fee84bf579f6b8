import * as z from 'zod';
import { SwarmError } from '../base/swarmError.ts';
import type { GitCommand } from '../git/gitCommand.ts';
import { commitTree } from '../git/gitObjects.ts';
import type { FixJob, TaskFile } from '../protocol/taskFile.ts';
import { commitDocument, readBundle, readDocument, writeBundle } from './bundle.ts';

/** What another machine must know of a task; the files come with it. */
export interface RemoteOrder
  extends Pick<
    TaskFile,
    'orderId' | 'checkers' | 'knownSources' | 'timeoutSeconds' | 'setupCommand'
  > {
  readonly version: 1;
  readonly job: FixJob;
}

/** What a remote agent may ask for: all else would need this machine's own servers, or more machines. */
const agentKinds: readonly string[] = ['quickfix', 'command'];

const orderHeader = z.looseObject({
  version: z.literal(1),
  orderId: z.string().min(1),
  job: z.looseObject({
    kind: z.literal('fix'),
    task: z.looseObject({ taskId: z.string(), issues: z.array(z.looseObject({})) }),
    agents: z.array(z.looseObject({ kind: z.string() })),
  }),
  checkers: z.array(z.looseObject({ kind: z.string() })),
  timeoutSeconds: z.number().positive(),
  setupCommand: z.string(),
});

/** A task on the way to another machine. */
export interface PackedTask {
  readonly bytes: Buffer;
  /** The commit over there that stands for the files: it has no parent, so that no history travels. */
  readonly start: string;
}

/** @param revision whose files are sent. */
export async function packTask(
  git: GitCommand,
  revision: string,
  order: RemoteOrder,
  signal?: AbortSignal,
): Promise<PackedTask> {
  const start = await commitTree(git, { tree: revision, parents: [], message: 'task' });
  const commits = { task: start, order: await commitDocument(git, order) };
  const bytes = await writeBundle(git, commits, { signal });
  return { bytes, start };
}

/**
 * @param git of a repository of which nobody else knows.
 * @throws {SwarmError} `input` when the bundle is none with a task in it.
 */
export async function unpackTask(
  git: GitCommand,
  bytes: Buffer,
): Promise<{ readonly start: string; readonly order: RemoteOrder }> {
  const commits = await readBundle(git, bytes);
  const start = commits.get('task');
  const parsed = orderHeader.safeParse(await readDocument(git, commits.get('order')));
  if (parsed.success && start !== undefined) {
    const stranger = parsed.data.job.agents.find(({ kind }) => !agentKinds.includes(kind));
    if (stranger !== undefined) {
      const kinds = agentKinds.join(' and ');
      throw new SwarmError(
        'input',
        `it asks for an agent of the kind ${JSON.stringify(stranger.kind)}, and only ${kinds} can work here`,
      );
    }
    return { start, order: parsed.data as unknown as RemoteOrder };
  }
  throw new SwarmError('input', 'there is no task in it', parsed.error);
}
