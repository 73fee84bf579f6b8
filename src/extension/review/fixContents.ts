import { checkedOutFile } from '../../core/git/checkedOutFile.ts';
import { isUnreviewed } from '../../core/protocol/taskState.ts';
import type { ExtensionServices } from '../host/services.ts';
import type { FixAddress } from './fixAddress.ts';
import { changedResult, findFix } from './foundFix.ts';

/** One text of a fix. */
export interface FixContent {
  /** As a checkout writes it; empty when the file is not there on this side. */
  readonly bytes: Uint8Array;
  /** The commit that it is from. */
  readonly revision: string;
  /** When it became what it is, in milliseconds since 1970. */
  readonly since: number;
  readonly isReadOnly: boolean;
}

/** So many texts are kept, since each is asked for several times in a row. */
const keptAtMost = 60;

/** Reads the texts of fixes from git. */
export class FixContents {
  readonly #services: ExtensionServices;
  readonly #texts = new Map<string, Promise<Uint8Array | undefined>>();
  readonly #firstSeen = new Map<string, number>();

  constructor(services: ExtensionServices) {
    this.#services = services;
  }

  /** @throws {SwarmError} `notFound` or `state` when there is no such fix. */
  async read(address: FixAddress): Promise<FixContent> {
    const found = await findFix(this.#services, address);
    const { parent, commit } = changedResult(found);
    const revision = address.side === 'base' ? parent : commit;
    const { git } = found.session.swarm.repository;
    const read = (): Promise<Uint8Array | undefined> => checkedOutFile(git, revision, address.path);
    const bytes = await this.#keep(`${address.root} ${revision} ${address.path}`, read);
    return {
      bytes: bytes ?? new Uint8Array(),
      revision,
      since: this.#seen(revision),
      isReadOnly: address.side !== 'edit' || !isUnreviewed(found.task.state),
    };
  }

  #keep(key: string, read: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const [oldest] = this.#texts.keys();
    if (this.#texts.size >= keptAtMost && oldest !== undefined) this.#texts.delete(oldest);
    const text = read();
    this.#texts.set(key, text);
    text.catch(() => this.#texts.delete(key));
    return text;
  }

  /** An editor takes a text for changed when its time is later. */
  #seen(revision: string): number {
    const since = this.#firstSeen.get(revision) ?? Date.now();
    this.#firstSeen.set(revision, since);
    return since;
  }
}
