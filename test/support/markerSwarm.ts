import { resolve } from 'node:path';
import { systemClock } from '../../src/core/base/clock.ts';
import { silentLogger } from '../../src/core/base/logger.ts';
import type { SwarmEvent } from '../../src/core/manager/swarmEvent.ts';
import type { RunRequest } from '../../src/core/runRequest.ts';
import { createSwarm, type Swarm } from '../../src/core/swarm.ts';
import type { SwarmHost } from '../../src/core/swarmHost.ts';
import { type MarkerProject, markerAgent, markerChecker } from './markerProject.ts';

const program = resolve(import.meta.dirname, '../../dist/cli.js');

/** The core as a host has it, with real workers, on a project of markers. */
export function openSwarm(project: MarkerProject, more: Partial<SwarmHost> = {}): Promise<Swarm> {
  const host = {
    log: silentLogger,
    name: 'a test',
    storageDir: project.cache,
    storageHint: 'nothing',
    isTrusted: true,
    now: systemClock,
    serverToken: async () => '',
    runner: { command: process.execPath, args: [program] },
    ...more,
  };
  return createSwarm(host, project.repository.root);
}

/** A run that fixes everything, one task at a time, with `more` on top. */
export function requestRun(more: Partial<RunRequest> = {}): RunRequest {
  return {
    choice: { paths: [], types: [] },
    reported: undefined,
    isSwarm: false,
    workers: 1,
    agents: [{ kind: 'command', id: 'command', command: markerAgent() }],
    checkers: [{ kind: 'command', id: 'check-1', command: markerChecker }],
    verify: true,
    timeoutSeconds: 60,
    setupCommand: '',
    mergeVerified: false,
    listener: () => undefined,
    signal: new AbortController().signal,
    ...more,
  };
}

/** Hears a run's events, and waits for them. */
export class EventLog {
  readonly events: SwarmEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly listener = (event: SwarmEvent): void => {
    this.events.push(event);
    for (const look of this.#waiting) look();
  };

  /** Settles with the first event, past or future, that is the one. */
  async first(isWanted: (event: SwarmEvent) => boolean): Promise<SwarmEvent> {
    return new Promise((done) => {
      const look = (): void => {
        const found = this.events.find(isWanted);
        if (found === undefined) return;
        this.#waiting.delete(look);
        done(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Settles once a task is in the hands of its agent. */
  agentBegins(taskId: string): Promise<SwarmEvent> {
    return this.first(
      (event) =>
        event.type === 'runner' && event.orderId === taskId && event.event.event === 'agent',
    );
  }
}
