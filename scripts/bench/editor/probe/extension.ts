import { connect } from 'node:net';
import { constants, setPriority } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  createMessageConnection,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node';
import { type ProblemFlow, probePortVariable, probeRequests } from '../probeRequests.ts';
import { activationTimes } from './activations.ts';
import { BlockedWatch } from './blockedWatch.ts';
import { ProblemSource } from './problemSource.ts';
import { Profile } from './profile.ts';

function createProblems(): ProblemSource | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder && new ProblemSource(folder.uri);
}

/** Answers the bench, from within the extension host. */
class Probe {
  readonly #problems = createProblems();
  #watch: BlockedWatch | undefined;
  #profile: Profile | undefined;

  serve(connection: MessageConnection): void {
    const { startWatch, endWatch, reportProblems, clearProblems } = probeRequests;
    connection.onRequest(startWatch, () => this.#startWatch());
    connection.onRequest(endWatch, () => (this.#watch ?? new BlockedWatch()).end());
    connection.onRequest(reportProblems, (flow) => this.#report(flow));
    connection.onRequest(clearProblems, () => this.#problems?.clear());
    connection.onRequest(probeRequests.activationTimes, activationTimes);
    connection.onRequest(probeRequests.startProfile, () => {
      this.#profile = new Profile();
      return this.#profile.start();
    });
    connection.onRequest(probeRequests.endProfile, (path) => this.#profile?.end(path));
  }

  #startWatch(): void {
    void this.#watch?.end();
    this.#watch = new BlockedWatch();
  }

  /** Nobody hears of them before the editor has its turn again. */
  async #report(flow: ProblemFlow): Promise<void> {
    const reported = this.#problems?.report(flow);
    if (flow === 'at once') await turn();
    this.#startWatch();
    await reported;
  }
}

/** What else goes on on the machine shall not count; where the system does not let us, it does. */
function goFirst(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST);
  } catch {
    // Only some users may.
  }
}

export function activate(context: vscode.ExtensionContext): void {
  goFirst();
  const socket = connect(Number(process.env[probePortVariable]), '127.0.0.1');
  const connection = createMessageConnection(
    new SocketMessageReader(socket),
    new SocketMessageWriter(socket),
  );
  new Probe().serve(connection);
  connection.listen();
  context.subscriptions.push({ dispose: () => socket.destroy() });
}
