import { join } from 'node:path';
import { readTextIfExists } from '../base/atomicFile.ts';
import { GrowingLines } from '../base/growingLines.ts';
import { parseJsonLines } from '../base/jsonLines.ts';
import type { JournalEvent } from './journalEvent.ts';
import type { RunRecord } from './runRecord.ts';
import { RunHistory, type RunView } from './runView.ts';

/** What a look at a run's folder has shown: it is not there, nothing is new, or something is. */
export type RunNews =
  | { readonly kind: 'absent' | 'same' }
  | {
      readonly kind: 'changed';
      readonly view: RunView;
      /** Those that were not known before. */
      readonly events: readonly JournalEvent[];
    };

/** A run that any process may be at work on, as its folder tells it. */
export class FollowedRun {
  readonly #recordPath: string;
  readonly #journal: GrowingLines;
  #history: RunHistory | undefined;

  constructor(folder: string) {
    this.#recordPath = join(folder, 'run.json');
    this.#journal = new GrowingLines(join(folder, 'journal.jsonl'));
  }

  async look(): Promise<RunNews> {
    const record = await readTextIfExists(this.#recordPath);
    if (record === undefined) return { kind: 'absent' };
    const { isOther, lines } = await this.#journal.read();
    const isNew = this.#history === undefined || isOther;
    if (!isNew && lines.length === 0) return { kind: 'same' };
    const parsed: RunRecord = JSON.parse(record);
    const known = isOther ? undefined : this.#history;
    const history = known ?? new RunHistory(parsed);
    const events = (await parseJsonLines(lines)) as JournalEvent[];
    for (const event of events) history.add(event);
    this.#history = history;
    return { kind: 'changed', view: history.view(), events };
  }
}
