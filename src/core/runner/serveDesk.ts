import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { LineFollower } from '../base/lineFollower.ts';
import { identifyProcess, isSameProcess } from '../base/processIdentity.ts';
import { DeskFolder, type DeskSettings } from './deskFolder.ts';
import { serveWorker } from './worker.ts';
import { endLine } from './workerProtocol.ts';

/** So often a runner looks whether somebody is still there to give it work. */
const ownerLookMs = 1_000;

/** The signals with which terminals are closed and processes asked to end. */
const endSignals = ['SIGHUP', 'SIGTERM', 'SIGINT'] as const;

/** Calls back once when nobody needs the runner any more; returns how to stop listening. */
function whenUnwanted({ owner }: DeskSettings, end: () => void): () => void {
  const timer = setInterval(() => {
    if (!isSameProcess(owner)) end();
  }, ownerLookMs);
  for (const signal of endSignals) process.on(signal, end);
  return () => {
    clearInterval(timer);
    for (const signal of endSignals) process.off(signal, end);
  };
}

/**
 * A warm worker that takes its work from a folder, for where nobody can hold its standard input. It
 * ends when it is told to, when its owner is gone, or when its terminal is closed.
 * @throws {SwarmError} `input` when nobody has prepared the folder.
 */
export async function serveDesk(directory: string): Promise<void> {
  const desk = new DeskFolder(directory);
  const settings = await desk.takeSettings();
  Object.assign(process.env, settings.environment);
  const input = new PassThrough();
  const output = createWriteStream(desk.messagesPath, { flags: 'a' });
  const end = (): void => void input.end();
  const stopListening = whenUnwanted(settings, end);
  const orders = new LineFollower({
    path: desk.ordersPath,
    onLine: (line) => {
      if (line === endLine) end();
      else if (!input.writableEnded) input.write(`${line}\n`);
    },
    onError: end,
  });
  try {
    await desk.signIn(identifyProcess(process.pid));
    await serveWorker(input, output);
  } finally {
    stopListening();
    await orders.close();
    await new Promise<void>((resolve) => output.end(() => resolve()));
  }
}
