import * as vscode from 'vscode';
import { isSwarmError } from '../../core/base/swarmError.ts';
import type { ExtensionServices } from '../host/services.ts';
import { type SessionChange, taskKey } from '../session/sessionChange.ts';
import { type FixAddress, fixScheme } from './fixAddress.ts';
import type { FixContent, FixContents } from './fixContents.ts';
import { addressOf } from './fixUris.ts';

/** Puts a text that a person has written into a fix. */
export type SaveFix = (address: FixAddress, bytes: Uint8Array) => Promise<void>;

/** The texts of fixes as files: what they were made on, and what they make of it. */
export class FixFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #services: ExtensionServices;
  readonly #save: SaveFix;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #subscription: vscode.Disposable;
  /** The commit that each text was last read from. */
  readonly #shown = new Map<string, string>();
  #contents: Promise<FixContents> | undefined;

  readonly onDidChangeFile = this.#changed.event;

  constructor(services: ExtensionServices, save: SaveFix) {
    this.#services = services;
    this.#save = save;
    this.#subscription = services.sessions.onDidChange((change) => this.#follow(change));
  }

  /** Changes are told of all texts that are open. */
  watch(): vscode.Disposable {
    return vscode.Disposable.from();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, since, isReadOnly } = await this.#read(uri);
    const stat = { type: vscode.FileType.File, ctime: since, mtime: since, size: bytes.length };
    return isReadOnly ? { ...stat, permissions: vscode.FilePermission.Readonly } : stat;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { bytes, revision } = await this.#read(uri);
    this.#shown.set(uri.toString(), revision);
    return bytes;
  }

  async writeFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    const address = addressOf(uri);
    if (address?.side !== 'edit') throw vscode.FileSystemError.NoPermissions(uri);
    await this.#save(address, bytes);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #read(uri: vscode.Uri): Promise<FixContent> {
    const address = addressOf(uri);
    if (address === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    this.#contents ??= import('./fixContents.ts').then(
      ({ FixContents: Contents }) => new Contents(this.#services),
    );
    const contents = await this.#contents;
    return contents.read(address).catch((error: unknown) => {
      const isGone = isSwarmError(error, 'notFound') || isSwarmError(error, 'state');
      throw isGone ? vscode.FileSystemError.FileNotFound(uri) : error;
    });
  }

  /** Has the editors read again what is another text now. */
  #follow({ root, tasks }: SessionChange): void {
    const events = vscode.workspace.textDocuments.flatMap(({ uri }): vscode.FileChangeEvent[] => {
      const address = addressOf(uri);
      if (address === undefined || address.root !== root) return [];
      const { runId, taskId } = address;
      const isMeant = tasks === 'all' || tasks.has(taskKey(runId, taskId));
      const type = isMeant ? this.#changeOf(uri, address) : undefined;
      return type === undefined ? [] : [{ type, uri }];
    });
    if (events.length > 0) this.#changed.fire(events);
  }

  #changeOf(uri: vscode.Uri, address: FixAddress): vscode.FileChangeType | undefined {
    const result = this.#services.sessions.find(address.root)?.find(address)?.task.result;
    if (result === undefined) return vscode.FileChangeType.Deleted;
    const revision = address.side === 'base' ? result.parent : result.commit;
    const shown = this.#shown.get(uri.toString());
    const isSame = shown === undefined || shown === revision;
    return isSame ? undefined : vscode.FileChangeType.Changed;
  }
}

/** Makes the texts of fixes known to the editor. */
export function registerFixFileSystem(
  services: ExtensionServices,
  save: SaveFix,
): vscode.Disposable {
  const files = new FixFileSystem(services, save);
  const registered = vscode.workspace.registerFileSystemProvider(fixScheme, files, {
    isCaseSensitive: true,
  });
  return vscode.Disposable.from(files, registered);
}
