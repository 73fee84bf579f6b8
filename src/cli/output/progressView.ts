import { createLogUpdate } from 'log-update';
import type { JournalEvent } from '../../core/manager/journalEvent.ts';
import type { SwarmEvent, SwarmListener } from '../../core/manager/swarmEvent.ts';
import type { Output } from './output.ts';
import { RunProgress } from './runProgress.ts';
import { duration } from './words.ts';
import { formatWorkers } from './workerLines.ts';

/** Shows on standard error how a run goes on. */
export interface ProgressView {
  readonly listener: SwarmListener;
  close(): void;
}

const redrawMs = 100;

function formatBar(progress: RunProgress, output: Output): string {
  const width = 24;
  const share = progress.total === 0 ? 0 : progress.done / progress.total;
  const full = Math.round(share * width);
  const bar = '█'.repeat(full) + output.style('dim', '░'.repeat(width - full));
  const left = progress.secondsLeft();
  const time = left === undefined ? '' : `, about ${duration(left)} left`;
  return `${bar} ${progress.done}/${progress.total} tasks, ${progress.fixed} fixed${time}`;
}

class LiveProgress implements ProgressView {
  readonly #output: Output;
  readonly #now: () => number;
  readonly #progress: RunProgress;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  readonly #timer: NodeJS.Timeout;
  readonly #endLive: () => void;
  #drawnLines = 0;

  constructor(output: Output, stream: NodeJS.WriteStream, now: () => number) {
    this.#output = output;
    this.#now = now;
    this.#progress = new RunProgress(now);
    this.#draw = createLogUpdate(stream);
    this.#timer = setInterval(() => this.#redraw(), redrawMs);
    this.#endLive = output.drawLive(() => this.#clear());
  }

  readonly listener = (event: SwarmEvent): void => this.#progress.add(event);

  close(): void {
    clearInterval(this.#timer);
    this.#endLive();
    this.#clear();
    this.#draw.done();
  }

  #clear(): void {
    this.#draw.clear();
    this.#drawnLines = 0;
  }

  #redraw(): void {
    const { phase, total } = this.#progress;
    const lines = [this.#output.style('dim', `${phase} …`)];
    if (total > 0) lines.push(formatBar(this.#progress, this.#output));
    lines.push(...formatWorkers(this.#progress, this.#output, this.#now()));
    // A frame with fewer lines leaves some of the one before on the screen.
    if (lines.length < this.#drawnLines) this.#draw.clear();
    this.#drawnLines = lines.length;
    this.#draw(lines.join('\n'));
  }
}

/** A line for each thing that has ended, for logs and pipes. */
class PlainProgress implements ProgressView {
  readonly #output: Output;
  readonly #progress: RunProgress;

  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#progress = new RunProgress(now);
  }

  readonly listener = (event: SwarmEvent): void => {
    this.#progress.add(event);
    if (event.type === 'phase') this.#output.note(event.text);
    if (event.type === 'journal') this.#onJournal(event.event);
  };

  close(): void {
    // Nothing is on the screen that would have to go.
  }

  #onJournal(event: JournalEvent): void {
    if (event.event === 'task' && event.change === 'requeued') {
      this.#output.note(`${event.taskId}: ${event.reason}`);
    }
    if (event.event !== 'settled') return;
    const { taskId, workerId, parts } = event;
    const fixed = parts.reduce((sum, part) => sum + part.result.fixesApplied, 0);
    const all = parts.reduce((sum, part) => sum + part.result.verdicts.length, 0);
    const { done, total } = this.#progress;
    this.#output.note(`${done}/${total} ${taskId} ${fixed} of ${all} fixed (${workerId})`);
  }
}

export function createProgressView(output: Output, now: () => number): ProgressView {
  return output.isLive
    ? new LiveProgress(output, process.stderr, now)
    : new PlainProgress(output, now);
}
