import { basename } from 'node:path';
import {
  DidChangeConfigurationNotification,
  InitializedNotification,
  InitializeRequest,
  type ServerCapabilities,
  type Diagnostic as ServerDiagnostic,
} from 'vscode-languageserver-protocol/node';
import type { LanguageServerSettings } from '../../protocol/settings.ts';
import { clientCapabilities } from './clientCapabilities.ts';
import { type PositionEncoding, parsePositionEncoding } from './documentText.ts';
import type { FileUris } from './fileUri.ts';
import { languageOf } from './languageOf.ts';
import type { LanguageServerTiming } from './languageServerTiming.ts';
import { type DocumentWorld, OpenDocuments } from './openDocuments.ts';
import { PulledDiagnostics } from './pulledDiagnostics.ts';
import { PushedDiagnostics } from './pushedDiagnostics.ts';
import { ServerActivity } from './serverActivity.ts';
import { configurationTree } from './serverConfiguration.ts';
import type { ServerConnection } from './serverConnection.ts';
import { answerServer } from './serverRequests.ts';
import { type ListFiles, WatchedFiles } from './watchedFiles.ts';

export interface SessionWorld {
  readonly settings: LanguageServerSettings;
  readonly connection: ServerConnection;
  readonly uris: FileUris;
  readonly listFiles: ListFiles;
  readonly timing: LanguageServerTiming;
}

function savesOf({ textDocumentSync }: ServerCapabilities): DocumentWorld['saves'] {
  const save = typeof textDocumentSync === 'object' ? textDocumentSync.save : undefined;
  if (save === undefined || save === false) return 'never';
  return save !== true && save.includeText === true ? 'withText' : 'withoutText';
}

interface StartedServer {
  readonly capabilities: ServerCapabilities;
  readonly encoding: PositionEncoding;
  readonly activity: ServerActivity;
  readonly documents: OpenDocuments;
}

/** What a server says about files, by file, in its own form. */
export type ServerDiagnostics = ReadonlyMap<string, readonly ServerDiagnostic[]>;

/** One life of a language server: from `initialize` until its process ends. */
export class LanguageServerSession {
  readonly settings: LanguageServerSettings;
  readonly connection: ServerConnection;
  readonly timing: LanguageServerTiming;
  readonly uris: FileUris;
  readonly activity: ServerActivity;
  readonly capabilities: ServerCapabilities;
  readonly encoding: PositionEncoding;
  readonly documents: OpenDocuments;

  readonly #pulled: PulledDiagnostics;
  readonly #pushed: PushedDiagnostics;

  private constructor(world: SessionWorld, started: StartedServer) {
    const { connection, uris, timing } = world;
    const { capabilities, activity, documents } = started;
    this.settings = world.settings;
    this.connection = connection;
    this.timing = timing;
    this.uris = uris;
    this.activity = activity;
    this.capabilities = capabilities;
    this.encoding = started.encoding;
    this.documents = documents;
    const pulled = new PulledDiagnostics({ capabilities, connection, activity, uris, timing });
    this.#pulled = pulled;
    const canPull = (): boolean => pulled.isPossible;
    this.#pushed = new PushedDiagnostics({ activity, documents, timing, canPull });
  }

  /** @throws what keeps the server from answering, or the reason of `signal`. */
  static async start(world: SessionWorld, signal: AbortSignal): Promise<LanguageServerSession> {
    const { settings, connection, uris } = world;
    const activity = new ServerActivity();
    const folder = { uri: uris.uriOf('.'), name: basename(uris.root) };
    answerServer(connection.incoming, { settings, folder, uris, activity });
    // Before the server looks at the disk: what changes from here on, it is told of.
    const watched = new WatchedFiles(world.listFiles, (file) => uris.pathOf(file));
    await watched.changes();
    connection.listen();
    const { capabilities } = await connection.request(
      InitializeRequest.type,
      {
        processId: process.pid,
        clientInfo: { name: 'swarm-autofix' },
        rootUri: folder.uri,
        rootPath: uris.root,
        workspaceFolders: [folder],
        capabilities: clientCapabilities,
        initializationOptions: settings.initializationOptions,
      },
      signal,
    );
    const encoding = parsePositionEncoding(capabilities.positionEncoding);
    if (encoding === undefined) {
      connection.fail(
        `counts positions in ${capabilities.positionEncoding}, which was not offered`,
      );
      throw connection.ended.reason;
    }
    connection.notify(InitializedNotification.type, {});
    if (settings.configuration !== undefined) {
      // Servers from before `workspace/configuration` take their settings from this.
      connection.notify(DidChangeConfigurationNotification.type, {
        settings: configurationTree(settings.configuration),
      });
    }
    const documents = new OpenDocuments({
      connection,
      activity,
      uris,
      watched,
      languageOf: (file) => languageOf(file, settings),
      saves: savesOf(capabilities),
    });
    return new LanguageServerSession(world, { capabilities, encoding, activity, documents });
  }

  /**
   * What the server says about files as they are on the disk now. A file that is not there has no
   * entry.
   * @throws the reason of `signal` when it fires before the server has said enough.
   */
  async diagnosticsOf(files: readonly string[], signal: AbortSignal): Promise<ServerDiagnostics> {
    await this.documents.sync(files);
    const existing = files.filter((file) => this.documents.get(file) !== undefined);
    if (!this.#pulled.isPossible) await this.#pushed.settle(existing, signal);
    // A server may have registered for being asked only after it was initialized.
    if (this.#pulled.isPossible) return this.#pulled.of(existing, signal);
    const published = (file: string): readonly ServerDiagnostic[] =>
      this.activity.publicationOf(file)?.diagnostics ?? [];
    return new Map(existing.map((file) => [file, published(file)]));
  }
}
