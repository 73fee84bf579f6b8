import { type Figure, least } from '../figure.ts';
import type { Watch } from './probeRequests.ts';

/** Longer than that the extension host must never stand still, in milliseconds. */
export const longestStretch = { kind: 'atMost', value: 50 } as const;

/** What was seen of the extension host, by what went on. */
export class WatchLog {
  readonly #watches = new Map<string, Watch[]>();

  add(name: string, watch: Watch): void {
    this.#watches.set(name, [...(this.#watches.get(name) ?? []), watch]);
  }

  of(name: string): readonly Watch[] {
    return this.#watches.get(name) ?? [];
  }
}

/** In a few words, for whoever waits. */
export function describeWatch({ longest, longestWork }: Watch): string {
  return `${longest.toFixed(0)} ms at the longest, ${longestWork.toFixed(0)} ms of work`;
}

/** Other processes only ever make a stretch longer: the shortest of several rounds counts. */
export function stretchFigures(log: WatchLog, name: string, isOurs: boolean): Figure[] {
  const watches = log.of(name);
  const target = isOurs ? [longestStretch] : [];
  const stretches = watches.map(({ longest }) => longest);
  const works = watches.map(({ longestWork }) => longestWork);
  return [
    least(`${name}: longest stretch`, 'ms', stretches, ...target),
    least(`${name}: longest work`, 'ms', works),
  ];
}
