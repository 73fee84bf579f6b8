import { deepEqual } from 'node:assert/strict';
import { silentLogger } from '../../../src/core/base/logger.ts';
import { RunnerNotes } from '../../../src/core/clients/runnerNotes.ts';

describe('what workers have to say', () => {
  it('is said once, however many of them find it out', () => {
    const said: string[] = [];
    const notes = new RunnerNotes({ ...silentLogger, warn: (text) => said.push(text) });
    const at = '2026-01-01T00:00:00.000Z';
    notes.hear({ at, event: 'note', text: 'ruff is missing' });
    notes.hear({ at, event: 'checking' });
    notes.hear({ at, event: 'note', text: 'ruff is missing' });
    notes.hear({ at, event: 'note', text: 'so is TypeScript' });
    deepEqual(said, ['ruff is missing', 'so is TypeScript']);
  });
});
