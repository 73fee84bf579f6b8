export interface WordsListener {
  /** For the log: whole lines. */
  readonly log: (text: string) => void;
  /** For somebody who looks on: what it does now, in a line. */
  readonly said: (text: string) => void;
}

/** Of one line so much is kept, for whoever floods. */
const longestLine = 2_000;

/** Of one attempt. */
const mostLogged = 512 * 1024;

const longestSaid = 160;

function plain(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, ' ');
}

/** Turns what an agent streams into lines of a log, and into the one line that is news. */
export class AgentWords {
  readonly #listener: WordsListener;
  #pending = '';
  /** Of whose words the pending ones are. */
  #source = '';
  #logged = 0;

  constructor(listener: WordsListener) {
    this.#listener = listener;
  }

  /** A line of its own. */
  note(text: string): void {
    this.end();
    const line = plain(text).replaceAll(/\s+/g, ' ').trim();
    if (line !== '') this.#tell(line);
  }

  /** No more will come. */
  end(): void {
    if (this.#pending.trim() !== '') this.#tell(this.#pending);
    this.#pending = '';
  }

  /** A piece of a text, as it comes. @param source words of another one begin a new line. */
  write(source: string, text: string): void {
    if (source !== this.#source) this.end();
    this.#source = source;
    const lines = `${this.#pending}${plain(text)}`.split('\n');
    this.#pending = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) if (line.trim() !== '') this.#tell(line);
    if (this.#pending.trim() !== '') this.#listener.said(this.#pending.trim().slice(-longestSaid));
  }

  #tell(line: string): void {
    const text = line.trim().slice(0, longestLine);
    this.#listener.said(text.slice(0, longestSaid));
    if (this.#logged > mostLogged) return;
    this.#logged += text.length;
    this.#listener.log(this.#logged > mostLogged ? 'says more than is kept' : text);
  }
}
