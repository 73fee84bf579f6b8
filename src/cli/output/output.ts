import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** A stream that text is written to, and what it can show. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface OutputOptions {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** The variables that say what a user wants to see, such as `NO_COLOR`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

function wantsColor(terminal: Terminal, env: OutputOptions['env']): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0';
  return terminal.isTTY === true && env['TERM'] !== 'dumb';
}

/** Where the command line writes: results on standard output, everything else on standard error. */
export class Output {
  readonly #options: OutputOptions;
  readonly hasColor: boolean;
  /** True when lines on standard error can be written over. */
  readonly isLive: boolean;
  /** Takes away what can be written over, before a line that stays. */
  #clearLive: () => void = () => undefined;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.hasColor = wantsColor(options.stdout, options.env);
    const { stderr, env } = options;
    this.isLive = stderr.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined;
  }

  get width(): number {
    return this.#options.stdout.columns ?? 80;
  }

  /** The stream that progress is drawn on. */
  get stderr(): Terminal {
    return this.#options.stderr;
  }

  /** A line, or several, of the result. */
  print(text = ''): void {
    this.#options.stdout.write(`${text}\n`);
  }

  /**
   * For whoever draws lines on standard error that can be written over.
   * @returns how to say that there are none any more.
   */
  drawLive(clear: () => void): () => void {
    this.#clearLive = clear;
    return () => {
      this.#clearLive = () => undefined;
    };
  }

  /** A line about what goes on. */
  note(text: string): void {
    this.#clearLive();
    this.#options.stderr.write(`${text}\n`);
  }

  style(style: Style, text: string): string {
    return this.hasColor ? styleText(style, text, { validateStream: false }) : text;
  }
}
