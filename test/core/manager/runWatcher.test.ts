import assert from 'node:assert/strict';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewJournalEvent } from '../../../src/core/manager/journalEvent.ts';
import { RunStore } from '../../../src/core/manager/runStore.ts';
import { type RunUpdate, RunWatcher } from '../../../src/core/manager/runWatcher.ts';
import { recordOf } from '../../support/runRecords.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';

const paused: NewJournalEvent = { event: 'paused' };
const ended: NewJournalEvent = { event: 'ended', stopReason: 'clean' };

describe('RunWatcher', () => {
  let project: TemporaryProject;
  let storage: string;
  let store: RunStore;
  let watcher: RunWatcher;
  let updates: string[];
  let errors: unknown[];
  let onUpdate: () => void;

  beforeEach(async () => {
    project = await temporaryProject({});
    storage = project.path('.git/swarm-autofix');
    await mkdir(project.path('.git'));
    store = new RunStore(storage);
    updates = [];
    errors = [];
    onUpdate = () => undefined;
  });

  afterEach(async () => {
    watcher.dispose();
    await project.remove();
    assert.deepEqual(errors, []);
  });

  /** Such as `r1 found paused`, or `r1 removed`. */
  function describeUpdate(update: RunUpdate): string {
    if (update.kind === 'removed') return `${update.runId} removed`;
    return [update.runId, ...update.events.map(({ event }) => event)].join(' ');
  }

  function hear(update: RunUpdate): void {
    updates.push(describeUpdate(update));
    onUpdate();
  }

  function follow(): Promise<void> {
    watcher = store.follow(hear, (error) => errors.push(error));
    return watcher.ready;
  }

  /** Waits until these and no others have come, however they were gathered. */
  async function expectUpdates(...expected: readonly string[]): Promise<void> {
    const isComplete = () => updates.length >= expected.length;
    await new Promise<void>((done) => {
      onUpdate = () => (isComplete() ? done() : undefined);
      onUpdate();
    });
    assert.deepEqual(updates, expected);
    updates = [];
  }

  it('tells of all runs there are, then of each new event once', async () => {
    await store.create(recordOf('r1'));
    await store.append('r1', paused);
    await store.create(recordOf('r2'));
    await follow();
    await expectUpdates('r1 paused', 'r2');
    await store.append('r2', paused);
    await expectUpdates('r2 paused');
    await store.append('r1', ended);
    await expectUpdates('r1 ended');
  });

  it('gives the run as its journal tells it', async () => {
    await store.create(recordOf('r1'));
    const seen: (boolean | string | undefined)[] = [];
    watcher = store.follow(
      (update) => {
        if (update.kind === 'changed') seen.push(update.view.isPaused, update.view.stopReason);
        hear(update);
      },
      (error) => errors.push(error),
    );
    await expectUpdates('r1');
    await store.append('r1', paused);
    await expectUpdates('r1 paused');
    await store.append('r1', ended);
    await expectUpdates('r1 ended');
    assert.deepEqual(seen, [false, undefined, true, undefined, false, 'clean']);
  });

  it('waits for a folder that is not there yet', async () => {
    await follow();
    await store.create(recordOf('r1'));
    await expectUpdates('r1');
    await store.append('r1', paused);
    await expectUpdates('r1 paused');
  });

  it('waits for the record of a run that is only about to begin', async () => {
    await follow();
    const folder = join(storage, 'runs', 'r1');
    await mkdir(folder, { recursive: true });
    await watcher.refresh();
    await store.create(recordOf('r1'));
    await expectUpdates('r1');
    await mkdir(join(storage, 'runs', 'r2'));
    await watcher.refresh();
    await rm(join(storage, 'runs', 'r2'), { recursive: true });
    await watcher.refresh();
    assert.deepEqual(updates, []);
  });

  it('tells of runs that are removed, and follows those that come after them', async () => {
    for (const runId of ['r1', 'r2']) await store.create(recordOf(runId));
    await follow();
    await expectUpdates('r1', 'r2');
    await store.remove('r1');
    await expectUpdates('r1 removed');
    await rm(storage, { recursive: true });
    await expectUpdates('r2 removed');
    await store.create(recordOf('r1'));
    await expectUpdates('r1');
    await store.append('r1', ended);
    await expectUpdates('r1 ended');
  });

  it('begins anew with another run of the same name', async () => {
    await store.create(recordOf('r1'));
    await store.append('r1', paused);
    await follow();
    await expectUpdates('r1 paused');
    const runs = join(storage, 'runs');
    await new RunStore(project.path('other')).create(recordOf('r1'));
    await new RunStore(project.path('other')).append('r1', ended);
    await rename(join(runs, 'r1'), project.path('old'));
    await rename(project.path('other/runs/r1'), join(runs, 'r1'));
    await expectUpdates('r1 ended');
    await store.append('r1', paused);
    await expectUpdates('r1 paused');
  });

  it('reads a line when it is whole, and leaves out one that never was', async () => {
    await store.create(recordOf('r1'));
    await follow();
    await expectUpdates('r1');
    const journal = join(storage, 'runs', 'r1', 'journal.jsonl');
    await writeFile(journal, '{"at":"","event":"pau');
    await watcher.refresh();
    await appendFile(journal, 'sed"}\n{"at":"","eve');
    await expectUpdates('r1 paused');
    await store.append('r1', ended);
    await expectUpdates('r1 ended');
  });

  it('tells of many events at once', async () => {
    await store.create(recordOf('r1'));
    await follow();
    await expectUpdates('r1');
    const line = `${JSON.stringify({ at: '', event: 'paused' })}\n`;
    await appendFile(join(storage, 'runs', 'r1', 'journal.jsonl'), line.repeat(1000));
    await expectUpdates(`r1${' paused'.repeat(1000)}`);
  });

  it('is silent once it is disposed of', async () => {
    await store.create(recordOf('r1'));
    await follow();
    await expectUpdates('r1');
    watcher.dispose();
    await store.append('r1', paused);
    await watcher.refresh();
    assert.deepEqual(updates, []);
  });

  it('says once that folders cannot be watched, and can be asked to look', async () => {
    await store.create(recordOf('r1'));
    await store.create(recordOf('r2'));
    const complaints: unknown[] = [];
    watcher = new RunWatcher({
      root: join(storage, 'runs'),
      listener: hear,
      onError: (error) => complaints.push(error),
      watchFolder: () => {
        throw Object.assign(new Error('too many'), { code: 'ENOSPC' });
      },
    });
    await watcher.ready;
    await expectUpdates('r1', 'r2');
    assert.equal(complaints.length, 1);
    assert.match(String(complaints[0]), /cannot be watched \(too many\)/);
    await store.append('r2', ended);
    await watcher.refresh();
    await expectUpdates('r2 ended');
  });

  it('goes on with the other runs when one cannot be read', async () => {
    await store.create(recordOf('r1'));
    await writeFile(join(storage, 'runs', 'r1', 'run.json'), '{');
    await store.create(recordOf('r2'));
    await follow();
    await expectUpdates('r2');
    assert.equal(errors.splice(0).length, 1);
  });
});
