import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';

const intervalMicroseconds = 500;

/** Finds out what this thread spends its time with. */
export class Profile {
  readonly #session = new Session();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.setSamplingInterval', { interval: intervalMicroseconds });
    await this.#session.post('Profiler.start');
  }

  /** Writes what the editor's own tools can show. */
  async end(path: string): Promise<void> {
    const { profile } = await this.#session.post('Profiler.stop');
    this.#session.disconnect();
    await writeFile(path, JSON.stringify(profile));
  }
}
