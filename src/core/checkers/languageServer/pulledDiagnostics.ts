import { isDeepStrictEqual } from 'node:util';
import {
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  type FullDocumentDiagnosticReport,
  type ServerCapabilities,
  type Diagnostic as ServerDiagnostic,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { Semaphore } from '../../base/semaphore.ts';
import { SwarmError } from '../../base/swarmError.ts';
import type { FileUris } from './fileUri.ts';
import type { LanguageServerTiming } from './languageServerTiming.ts';
import type { ServerActivity } from './serverActivity.ts';
import type { ServerConnection } from './serverConnection.ts';

export interface PulledWorld {
  readonly capabilities: ServerCapabilities;
  readonly connection: ServerConnection;
  readonly activity: ServerActivity;
  readonly uris: FileUris;
  readonly timing: LanguageServerTiming;
}

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;
type Pulled = ReadonlyMap<string, readonly ServerDiagnostic[]>;

const requestsAtOnce = 8;

function identifierOf(options: unknown): string {
  const isNamed = typeof options === 'object' && options !== null && 'identifier' in options;
  return isNamed && typeof options.identifier === 'string' ? options.identifier : '';
}

function addAll(into: Map<string, ServerDiagnostic[]>, file: string, items: ServerDiagnostic[]) {
  const known = into.get(file);
  if (known === undefined) return;
  known.push(...items.filter((item) => !known.some((other) => isDeepStrictEqual(item, other))));
}

/** Asks a server for diagnostics, file by file. */
export class PulledDiagnostics {
  readonly #world: PulledWorld;
  /** The last full report by file and provider, for when the server says that it still holds. */
  readonly #reports = new Map<string, FullDocumentDiagnosticReport>();
  readonly #fewAtOnce = new Semaphore(requestsAtOnce);
  #isWarm = false;

  constructor(world: PulledWorld) {
    this.#world = world;
  }

  /** False as long as the server has said in no way that it can be asked. */
  get isPossible(): boolean {
    return this.#identifiers.length > 0;
  }

  /**
   * Asks until the answer stays. A server that is still loading the project answers with what it
   * knows so far: so answers given while it reported progress, or before it called for a refresh,
   * are asked for again, and the first ones of all are only believed after a while of silence.
   * @throws the reason of `signal` when it fires.
   */
  async of(files: readonly string[], signal: AbortSignal): Promise<Pulled> {
    const { activity, timing } = this.#world;
    let last: Pulled | undefined;
    for (;;) {
      const { upheavals } = activity;
      const pulled = await this.#pullAll(files, signal);
      if (!this.#isWarm || activity.work.length > 0) await this.#quiet(timing.quietMs, signal);
      this.#isWarm = true;
      const isSame = last !== undefined && isDeepStrictEqual(pulled, last);
      if (isSame || activity.upheavals === upheavals) return pulled;
      last = pulled;
    }
  }

  get #identifiers(): readonly string[] {
    const { capabilities, activity } = this.#world;
    const provider = capabilities.diagnosticProvider;
    const registered = activity.registrationsOf(DocumentDiagnosticRequest.method);
    return [
      ...(provider === undefined ? [] : [identifierOf(provider)]),
      ...registered.map((registration) => identifierOf(registration.registerOptions)),
    ];
  }

  #quiet(quietMs: number, signal: AbortSignal): Promise<void> {
    const { activity } = this.#world;
    return activity.untilQuiet(() => (activity.work.length > 0 ? undefined : quietMs), signal);
  }

  async #pullAll(files: readonly string[], signal: AbortSignal): Promise<Pulled> {
    const pulled = new Map(files.map((file): [string, ServerDiagnostic[]] => [file, []]));
    const questions = files.flatMap((file) =>
      this.#identifiers.map((identifier) => ({ file, identifier })),
    );
    const answers = await Promise.all(
      questions.map(({ file, identifier }) =>
        this.#fewAtOnce.run(() => this.#pull(file, identifier, signal)),
      ),
    );
    for (const [index, { file, identifier }] of questions.entries()) {
      const report = answers[index];
      if (report === undefined) continue;
      addAll(pulled, file, this.#itemsOf(file, identifier, report));
      for (const [uri, related] of Object.entries(report.relatedDocuments ?? {})) {
        const other = this.#world.uris.fileOf(uri);
        if (other !== undefined) addAll(pulled, other, this.#itemsOf(other, identifier, related));
      }
    }
    return pulled;
  }

  #pull(file: string, identifier: string, signal: AbortSignal): Promise<DocumentDiagnosticReport> {
    const { connection, uris } = this.#world;
    const previousResultId = this.#reports.get(`${identifier}\0${file}`)?.resultId;
    return connection.request(
      DocumentDiagnosticRequest.type,
      {
        textDocument: { uri: uris.uriOf(file) },
        ...(identifier === '' ? {} : { identifier }),
        ...(previousResultId === undefined ? {} : { previousResultId }),
      },
      signal,
    );
  }

  #itemsOf(file: string, identifier: string, report: Report): ServerDiagnostic[] {
    const key = `${identifier}\0${file}`;
    if (report.kind === 'full') {
      this.#reports.set(key, report);
      return report.items;
    }
    const known = this.#reports.get(key);
    if (known === undefined) {
      const words = `A language server says that the diagnostics of ${file} are unchanged,`;
      throw new SwarmError('checker', `${words} but it has never given any.`);
    }
    return known.items;
  }
}
