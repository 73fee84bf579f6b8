import {
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
} from 'vscode-languageserver-protocol/node';
import { readTextIfExists } from '../../base/atomicFile.ts';
import { DocumentText } from './documentText.ts';
import type { FileUris } from './fileUri.ts';
import type { ServerActivity } from './serverActivity.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { FileChange, WatchedFiles } from './watchedFiles.ts';

/** A file that the server has been given. */
export interface OpenDocument {
  readonly file: string;
  readonly uri: string;
  readonly text: DocumentText;
  readonly version: number;
  /** {@link OpenDocuments.revision} when the server was last told of it. */
  readonly revision: number;
  /** {@link ServerActivity.moment} of that. */
  readonly moment: number;
}

export interface DocumentWorld {
  readonly connection: ServerConnection;
  readonly activity: ServerActivity;
  readonly uris: FileUris;
  readonly watched: WatchedFiles;
  readonly languageOf: (file: string) => string;
  /** Whether the server wants to hear of saved files, with or without their text. */
  readonly saves: 'never' | 'withoutText' | 'withText';
}

/** Keeps what the server sees the same as what is on the disk. */
export class OpenDocuments {
  readonly #world: DocumentWorld;
  readonly #open = new Map<string, OpenDocument>();
  #revision = 0;
  #lastVersion = 0;

  constructor(world: DocumentWorld) {
    this.#world = world;
  }

  /** Goes up whenever something on the disk has turned out to be different from before. */
  get revision(): number {
    return this.#revision;
  }

  get(file: string): OpenDocument | undefined {
    return this.#open.get(file);
  }

  /** The text of any file of the project as it is on the disk; undefined when there is no such file. */
  async read(file: string): Promise<DocumentText | undefined> {
    const onDisk = await readTextIfExists(this.#world.uris.pathOf(file));
    return onDisk === undefined ? undefined : new DocumentText(onDisk);
  }

  /**
   * Tells the server what has changed on the disk. `files` are opened, if they exist; those that
   * were open already stay open.
   */
  async sync(files: readonly string[]): Promise<void> {
    const changes = await this.#world.watched.changes([...this.#open.keys(), ...files]);
    this.#tellChanges(changes);
    const changed = changes.map((change) => change.file).filter((file) => this.#open.has(file));
    const suspects = [...new Set([...files, ...changed])];
    // Stamps may be too coarse for a quick edit, so the files that matter now are always read.
    const texts = await Promise.all(
      suspects.map((file) => readTextIfExists(this.#world.uris.pathOf(file))),
    );
    const different = suspects.filter(
      (file, index) => texts[index] !== this.get(file)?.text.onDisk,
    );
    if (different.length > 0) this.#revision += 1;
    for (const [index, file] of suspects.entries()) this.#replace(file, texts[index]);
  }

  /** Sends the whole text again under a new version, which makes most servers look at it again. */
  touch(file: string): void {
    const document = this.#open.get(file);
    if (document !== undefined) this.#change(document, document.text.onDisk);
  }

  /** The next {@link sync} that is asked for it opens it again. */
  close(file: string): void {
    const document = this.#open.get(file);
    if (document === undefined) return;
    const { activity, connection } = this.#world;
    this.#open.delete(file);
    activity.forget(file);
    connection.notify(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: document.uri },
    });
  }

  #tellChanges(changes: readonly FileChange[]): void {
    if (changes.length === 0) return;
    this.#revision += 1;
    const { connection, uris } = this.#world;
    connection.notify(DidChangeWatchedFilesNotification.type, {
      changes: changes.map(({ file, type }) => ({ uri: uris.uriOf(file), type })),
    });
  }

  #replace(file: string, onDisk: string | undefined): void {
    const document = this.#open.get(file);
    if (document === undefined) {
      if (onDisk !== undefined) this.#openNew(file, onDisk);
    } else if (onDisk === undefined) {
      this.close(file);
    } else if (onDisk !== document.text.onDisk) {
      this.#change(document, onDisk);
    }
  }

  #openNew(file: string, onDisk: string): void {
    const document = this.#remember(file, onDisk);
    this.#world.connection.notify(DidOpenTextDocumentNotification.type, {
      textDocument: {
        uri: document.uri,
        languageId: this.#world.languageOf(file),
        version: document.version,
        text: document.text.text,
      },
    });
    this.#save(document);
  }

  #change({ file }: OpenDocument, onDisk: string): void {
    const document = this.#remember(file, onDisk);
    this.#world.connection.notify(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ text: document.text.text }],
    });
    this.#save(document);
  }

  // A server that looks at saved files only must hear of each state, for each is the disk's.
  #save({ uri, text }: OpenDocument): void {
    const { saves, connection } = this.#world;
    if (saves === 'never') return;
    const content = saves === 'withText' ? { text: text.text } : {};
    connection.notify(DidSaveTextDocumentNotification.type, { textDocument: { uri }, ...content });
  }

  #remember(file: string, onDisk: string): OpenDocument {
    // Versions of all documents are of one row, so a late word on a closed one fits no later one.
    this.#lastVersion += 1;
    const document = {
      file,
      uri: this.#world.uris.uriOf(file),
      text: new DocumentText(onDisk),
      version: this.#lastVersion,
      revision: this.#revision,
      moment: this.#world.activity.moment,
    };
    this.#open.set(file, document);
    return document;
  }
}
