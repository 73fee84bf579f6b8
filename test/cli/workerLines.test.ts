import { deepEqual, equal, match } from 'node:assert/strict';
import { Output } from '../../src/cli/output/output.ts';
import { RunProgress } from '../../src/cli/output/runProgress.ts';
import { formatWorkers } from '../../src/cli/output/workerLines.ts';
import type { RunnerEvent } from '../../src/core/protocol/taskFile.ts';

const at = '2026-01-01T00:00:00.000Z';
const began = Date.parse(at);

type News<Event> = Event extends RunnerEvent ? Omit<Event, 'at'> : never;

describe('the lines of workers', () => {
  let progress: RunProgress;

  function linesAt(seconds: number, columns = 80): string[] {
    const stdout = { write: () => true, columns };
    const output = new Output({ stdout, stderr: stdout, env: { NO_COLOR: '1' } });
    return formatWorkers(progress, output, began + seconds * 1000);
  }

  function hear(...news: readonly News<RunnerEvent>[]): void {
    for (const one of news) {
      const event: RunnerEvent = { at, ...one };
      progress.add({ type: 'runner', workerId: 'local-worker-1', orderId: 't01', event });
    }
  }

  beforeEach(() => {
    progress = new RunProgress(() => began);
    const plain = { issueType: 'type_error', priority: 3, issues: [], reason: '' } as const;
    const tasks = [{ ...plain, taskId: 't01', filePaths: ['src/a.ts'] }];
    progress.add({
      type: 'journal',
      event: { at, event: 'planned', round: 1, base: '', tasks },
    });
    const started = { event: 'task', taskId: 't01', change: 'started' } as const;
    progress.add({ type: 'journal', event: { at, ...started, workerId: 'local-worker-1' } });
    hear({ event: 'agent', agent: 'qwen', remaining: 3, rung: 2, rungs: 2 });
  });

  it('have the last words of an agent, as far as there is room for them', () => {
    hear({
      event: 'said',
      agent: 'qwen',
      text: 'First I will read the file that complains about it',
    });
    const [line = ''] = linesAt(5);
    match(
      line,
      / {2}local-worker-1 {2}t01 +src\/a\.ts {2}qwen, 3 left: First I will read.*… {2}5 s$/,
    );
    equal(line.length <= 79, true);
    deepEqual(linesAt(5, 60), ['  local-worker-1  t01   src/a.ts  qwen, 3 left  5 s']);
  });

  it('have nothing that moves the cursor', () => {
    hear({
      event: 'said',
      agent: 'qwen',
      text: '\u001b[2J\u001b[31mred\u001b[0m\r\n\u0007 \u202eover',
    });
    match(linesAt(5)[0] ?? '', /qwen, 3 left: red over {2}5 s$/);
  });

  it('forget the words when the agent is done', () => {
    hear({ event: 'said', agent: 'qwen', text: 'done' }, { event: 'verifying' });
    match(linesAt(5)[0] ?? '', /src\/a\.ts {2}verifying {2}5 s$/);
  });

  it('count down while an agent waits because its service has asked for patience', () => {
    hear({ event: 'said', agent: 'qwen', text: 'words' });
    hear({ event: 'limited', agent: 'qwen', seconds: 8 });
    match(linesAt(0)[0] ?? '', / {2}waits 8 s \(asked for patience\) {2}0 s$/);
    match(linesAt(5)[0] ?? '', / {2}waits 3 s \(asked for patience\) {2}5 s$/);
    match(linesAt(8)[0] ?? '', / {2}qwen, 3 left: words {2}8 s$/);
  });

  it('are gone for a task that is put back', () => {
    const requeued = { event: 'task', taskId: 't01', change: 'requeued' } as const;
    progress.add({ type: 'journal', event: { at, ...requeued } });
    deepEqual(linesAt(5), []);
  });
});
