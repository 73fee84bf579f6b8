import * as vscode from 'vscode';

/** What a message says, and what can be chosen. */
interface Message {
  readonly text: string;
  readonly buttons: readonly string[];
}

const kinds = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

function toMessage(text: string, rest: readonly unknown[]): Message {
  return { text, buttons: rest.filter((one) => typeof one === 'string') };
}

/** Reads the messages of the extension in place of a person, and answers them. */
export class Messages {
  readonly all: Message[] = [];
  readonly #originals = kinds.map((kind) => [kind, vscode.window[kind]] as const);
  readonly #waiting = new Set<() => void>();
  #answers: string[] = [];

  constructor() {
    for (const kind of kinds) {
      Object.assign(vscode.window, {
        [kind]: async (text: string, ...rest: unknown[]) => this.#take(toMessage(text, rest)),
      });
    }
  }

  get texts(): string[] {
    return this.all.map(({ text }) => text);
  }

  /** Chooses that button of the first message that has it. */
  answer(label: string): void {
    this.#answers.push(label);
  }

  /** Settles with the first message, past or future, that says so. */
  first(pattern: RegExp): Promise<Message> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.all.find(({ text }) => pattern.test(text));
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  restore(): void {
    for (const [kind, original] of this.#originals) {
      Object.assign(vscode.window, { [kind]: original });
    }
  }

  #take(message: Message): string | undefined {
    this.all.push(message);
    for (const look of [...this.#waiting]) look();
    const chosen = this.#answers.find((label) => message.buttons.includes(label));
    this.#answers = this.#answers.filter((label) => label !== chosen);
    return chosen;
  }
}
