import { RequestType, RequestType0 } from 'vscode-jsonrpc/node';

/** A while in which a thread was not free for anything else. */
export interface Stretch {
  /** Since the watch began, in milliseconds. */
  readonly at: number;
  readonly milliseconds: number;
  /** What the thread itself has worked meanwhile. The rest it waited: for the disk, or for its turn. */
  readonly cpuMilliseconds: number;
}

/** What was seen of the thread that all extensions share. */
export interface Watch {
  /** By Node's own histogram, in milliseconds. */
  readonly longest: number;
  /** The most that the thread itself has worked at a stretch, in milliseconds. */
  readonly longestWork: number;
  /** Those of more than 20 ms. */
  readonly stretches: readonly Stretch[];
}

/** How problems come: from a tool that tells all at once, or from one that goes from file to file. */
export type ProblemFlow = 'at once' | 'file by file';

/** What the editor says of the start of an extension, in milliseconds. */
export interface ActivationTimes {
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

/** What the bench asks of its own extension in the editor. */
export const probeRequests = {
  startWatch: new RequestType0<void, void>('startWatch'),
  endWatch: new RequestType0<Watch, void>('endWatch'),
  /** Watches from then on, too: but for the call by which all are told at once, which is the bench's. */
  reportProblems: new RequestType<ProblemFlow, void, void>('reportProblems'),
  clearProblems: new RequestType0<void, void>('clearProblems'),
  /** By the id of the extension, in small letters. */
  activationTimes: new RequestType0<Record<string, ActivationTimes>, void>('activationTimes'),
  startProfile: new RequestType0<void, void>('startProfile'),
  /** Writes the profile to that file. */
  endProfile: new RequestType<string, void, void>('endProfile'),
};

/** The port at which the bench waits for its extension. */
export const probePortVariable = 'SWARM_BENCH_PORT';
