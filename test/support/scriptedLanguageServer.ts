import { appendFileSync, closeSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** What goes wrong when a message of that method arrives. */
export interface ScriptedFault {
  readonly at: string;
  readonly fault:
    | 'dies'
    | 'hangs'
    | 'writesGarbage'
    | 'closesOutput'
    | 'fails'
    | 'cancelsTwice'
    | 'saysUnchanged';
}

/** How a scripted server behaves. It complains about each `BAD` and `WORSE` in an open document. */
export interface ServerScript {
  readonly diagnostics?: 'pushed' | 'pulled' | 'pulledOnceRegistered';
  readonly versions?: 'right' | 'none' | 'wrong' | 'null';
  readonly encoding?: string;
  readonly faults?: readonly ScriptedFault[];
  /** Publishes an empty list first, and the truth a moment later. */
  readonly hasty?: boolean;
  /** Says nothing about a document that had no problem and still has none. */
  readonly taciturn?: boolean;
  /** Answers with nothing until work with progress has ended. */
  readonly loads?: boolean;
  /** Bytes of noise on its standard error. */
  readonly noise?: number;
  /** Sections to ask for. */
  readonly asksFor?: readonly string[];
  /** Further requests that it makes after `initialized`. */
  readonly requests?: readonly { readonly method: string; readonly params: unknown }[];
  readonly includeText?: boolean;
  /** Code actions by their title; `$URI` in them stands for the document, `$RANGE` for the range. */
  readonly actions?: readonly Record<string, unknown>[];
  readonly resolved?: Readonly<Record<string, unknown>>;
  /** Answers reports with result ids, and `unchanged` where the text is the same. */
  readonly resultIds?: boolean;
  /** A file about which it speaks when asked about another. */
  readonly related?: string;
  readonly diagnosticData?: unknown;
  readonly source?: string;
}

/** The arguments that start it with `node`. All that it receives is written to `logFile`, a JSON line each. */
export function scriptedServerArgs(script: ServerScript, logFile: string): string[] {
  return [import.meta.filename, JSON.stringify(script), logFile];
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a client sends is taken as it comes.
  readonly params?: any;
  readonly result?: unknown;
}

interface Document {
  readonly version: number;
  readonly text: string;
}

interface ActionPlace {
  readonly uri: string;
  readonly range: unknown;
  readonly diagnostics: unknown;
}

const openDocumentMethods = ['textDocument/didOpen', 'textDocument/didChange'];

class ScriptedServer {
  readonly #script: ServerScript;
  readonly #logFile: string;
  readonly #documents = new Map<string, Document>();
  readonly #published = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  #received = Buffer.alloc(0);
  #isLoaded = false;
  #lastId = 0;

  constructor(script: ServerScript, logFile: string) {
    this.#script = script;
    this.#logFile = logFile;
    this.#isLoaded = script.loads !== true;
  }

  run(): void {
    if (this.#script.noise !== undefined) {
      writeSync(2, `${'noise\n'.repeat(this.#script.noise / 6)}the very last line\n`);
    }
    process.stdin.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#readAll();
    });
    process.stdin.on('end', () => process.exit(0));
  }

  #readAll(): void {
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(
        /Content-Length: (\d+)/.exec(this.#received.toString('latin1', 0, head))?.[1],
      );
      const end = head + 4 + length;
      if (this.#received.length < end) return;
      const message: Message = JSON.parse(this.#received.toString('utf8', head + 4, end));
      this.#received = this.#received.subarray(end);
      appendFileSync(this.#logFile, `${JSON.stringify(message)}\n`);
      this.#handle(message);
    }
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #handle(message: Message): void {
    const { id, method } = message;
    if (method === undefined) return;
    const count = (this.#counts.get(method) ?? 0) + 1;
    this.#counts.set(method, count);
    const fault = this.#script.faults?.find((entry) => entry.at === method)?.fault;
    if (fault !== undefined && this.#goWrong(fault, message, count)) return;
    if (openDocumentMethods.includes(method)) this.#noteDocument(message);
    else if (method === 'initialized') this.#askForThings();
    else if (method === 'textDocument/didClose')
      this.#closeDocument(message.params.textDocument.uri);
    else if (method === 'exit') process.exit(0);
    else if (id !== undefined) this.#send({ id, result: this.#answer(message) });
  }

  /** True when that was all. */
  #goWrong(fault: ScriptedFault['fault'], { id }: Message, count: number): boolean {
    if (fault === 'dies') {
      writeSync(2, 'first line\nsegmentation fault, as it were\n');
      process.exit(3);
    }
    if (fault === 'hangs') return true;
    if (fault === 'writesGarbage') process.stdout.write('Loading plugins...\r\n\r\n');
    if (fault === 'closesOutput') closeSync(1);
    if (fault === 'fails') this.#send({ id, error: { code: -32603, message: 'no luck today' } });
    if (fault === 'saysUnchanged') this.#send({ id, result: { kind: 'unchanged', resultId: '1' } });
    if (fault !== 'cancelsTwice') return true;
    if (count > 2) return false;
    const data = { retriggerRequest: true };
    this.#send({ id, error: { code: -32802, message: 'cancelled by the server', data } });
    return true;
  }

  #noteDocument({ params }: Message): void {
    const { uri, version } = params.textDocument;
    const text: string = params.textDocument.text ?? params.contentChanges[0].text;
    this.#documents.set(uri, { version, text });
    if ((this.#script.diagnostics ?? 'pushed') !== 'pushed') return;
    const diagnostics = this.#diagnosticsOf(uri);
    const isSilent = this.#script.taciturn === true && this.#published.get(uri) === 0;
    if (isSilent && diagnostics.length === 0) return;
    this.#published.set(uri, diagnostics.length);
    if (this.#script.hasty === true) {
      this.#publish(uri, []);
      setTimeout(() => this.#publish(uri, diagnostics), 5);
    } else {
      this.#publish(uri, diagnostics);
    }
  }

  #closeDocument(uri: string): void {
    this.#documents.delete(uri);
    this.#published.delete(uri);
    if ((this.#script.diagnostics ?? 'pushed') !== 'pushed') return;
    this.#send({ method: 'textDocument/publishDiagnostics', params: { uri, diagnostics: [] } });
  }

  #publish(uri: string, diagnostics: readonly object[]): void {
    const version = this.#documents.get(uri)?.version ?? 0;
    const versions = {
      right: { version },
      none: {},
      wrong: { version: version - 1 },
      null: { version: null },
    };
    const params = { uri, diagnostics, ...versions[this.#script.versions ?? 'right'] };
    this.#send({ method: 'textDocument/publishDiagnostics', params });
  }

  #lengthOf(text: string): number {
    if (this.#script.encoding === 'utf-8') return Buffer.byteLength(text);
    return this.#script.encoding === 'utf-32' ? [...text].length : text.length;
  }

  #diagnosticsOf(uri: string): object[] {
    const lines = (this.#documents.get(uri)?.text ?? '').split(/\r?\n/);
    return lines.flatMap((text, line) =>
      [...text.matchAll(/\b(?:BAD|WORSE)\b/g)].map((found) => {
        const start = this.#lengthOf(text.slice(0, found.index));
        return {
          range: {
            start: { line, character: start },
            end: { line, character: start + found[0].length },
          },
          severity: found[0] === 'BAD' ? 2 : 1,
          code: found[0] === 'BAD' ? 'bad' : 7,
          message: `${found[0]} is no word`,
          ...(this.#script.source === undefined ? {} : { source: this.#script.source }),
          ...(this.#script.diagnosticData === undefined
            ? {}
            : { data: this.#script.diagnosticData }),
        };
      }),
    );
  }

  #request(method: string, params: unknown): void {
    this.#lastId += 1;
    this.#send({ id: `server-${this.#lastId}`, method, params });
  }

  #askForThings(): void {
    const sections = this.#script.asksFor;
    if (sections !== undefined) {
      this.#request('workspace/configuration', { items: sections.map((section) => ({ section })) });
    }
    if (this.#script.diagnostics === 'pulledOnceRegistered') {
      const registration = {
        id: 'd',
        method: 'textDocument/diagnostic',
        registerOptions: { identifier: 'late' },
      };
      this.#request('client/registerCapability', { registrations: [registration] });
    }
    for (const { method, params } of this.#script.requests ?? []) this.#request(method, params);
    if (this.#script.loads === true) this.#load();
  }

  #load(): void {
    const progress = (value: object): void =>
      this.#send({ method: '$/progress', params: { token: 'load', value } });
    this.#request('window/workDoneProgress/create', { token: 'load' });
    progress({ kind: 'begin', title: 'Loading the project' });
    if (this.#script.faults?.some(({ at }) => at === 'loaded') === true) return;
    setTimeout(() => {
      this.#isLoaded = true;
      progress({ kind: 'end' });
    }, 150);
  }

  #answer({ method, params }: Message): unknown {
    if (method === 'initialize') return { capabilities: this.#capabilities() };
    if (method === 'textDocument/diagnostic') return this.#report(params);
    if (method === 'textDocument/codeAction') return this.#actions(params);
    if (method === 'codeAction/resolve')
      return { ...params, ...this.#fill(this.#script.resolved ?? {}, params.data) };
    return null;
  }

  #capabilities(): object {
    const isPulled = this.#script.diagnostics === 'pulled';
    return {
      ...(this.#script.encoding === undefined ? {} : { positionEncoding: this.#script.encoding }),
      textDocumentSync: {
        openClose: true,
        change: 1,
        save: { includeText: this.#script.includeText === true },
      },
      ...(isPulled
        ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
        : {}),
      ...(this.#script.actions === undefined
        ? {}
        : { codeActionProvider: { resolveProvider: true } }),
    };
  }

  #report({
    textDocument,
    previousResultId,
  }: {
    textDocument: { uri: string };
    previousResultId?: string;
  }): object {
    const { uri } = textDocument;
    if (!this.#isLoaded) return { kind: 'full', items: [] };
    const resultId = this.#documents.get(uri)?.text ?? '';
    if (this.#script.resultIds === true && previousResultId === resultId)
      return { kind: 'unchanged', resultId };
    const { related } = this.#script;
    const other = related === undefined ? undefined : new URL(related, uri).href;
    return {
      kind: 'full',
      items: this.#diagnosticsOf(uri),
      ...(this.#script.resultIds === true ? { resultId } : {}),
      ...(other === undefined || other === uri
        ? {}
        : {
            relatedDocuments: {
              [other]: {
                kind: 'full',
                items: [
                  {
                    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
                    message: `used by ${uri.split('/').at(-1)}`,
                  },
                ],
              },
            },
          }),
    };
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a client sends is taken as it comes.
  #actions({ textDocument, range, context }: any): unknown {
    const place = { uri: textDocument.uri, range, diagnostics: context.diagnostics };
    return (this.#script.actions ?? []).map((action) => ({ ...Object(this.#fill(action, place)) }));
  }

  /** Puts the document, its range and its diagnostics where the script names them. */
  #fill(template: unknown, place: Partial<ActionPlace> | undefined): object {
    const text = JSON.stringify(template)
      .replaceAll('$URI', place?.uri ?? '')
      .replaceAll('"$RANGE"', JSON.stringify(place?.range ?? null))
      .replaceAll('"$DIAGNOSTICS"', JSON.stringify(place?.diagnostics ?? []));
    return JSON.parse(text);
  }
}

const [, started, script, logFile] = process.argv;
if (started !== undefined && import.meta.url === pathToFileURL(started).href) {
  new ScriptedServer(JSON.parse(script ?? '{}'), logFile ?? '/dev/null').run();
}
