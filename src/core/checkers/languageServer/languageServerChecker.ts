import { SwarmError } from '../../base/swarmError.ts';
import { toolName } from '../../issues/toolName.ts';
import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { Checker, CheckScope } from '../checker.ts';
import type { LanguageServer } from './languageServer.ts';
import type { LanguageServerSession } from './languageServerSession.ts';
import { translateDiagnostic } from './translateDiagnostic.ts';

/** Takes diagnostics from a language server, which is its own from then on. */
export class LanguageServerChecker implements Checker {
  readonly id: string;
  // One edit may change what a server says about any file that it knows.
  // Other files may change too, but asking for all of them means opening all of them. What reaches
  // further is found when everything is checked together.
  readonly reach = 'file';
  readonly #server: LanguageServer;
  readonly #sources: Set<string>;

  /** @param knownSources whom the server is known to speak for, such as `ts`; more are learned. */
  constructor(server: LanguageServer, knownSources: readonly string[] = []) {
    this.id = server.settings.id;
    this.#server = server;
    this.#sources = new Set([this.id, ...knownSources].map(toolName));
  }

  claims({ source, file }: Pick<Diagnostic, 'source' | 'file'>): boolean {
    return this.#sources.has(toolName(source)) && this.#isAskedAbout(file);
  }

  /**
   * Files with other endings than the configured ones are not asked about. Without `files` all of
   * the project's are.
   */
  async check({ files, signal }: CheckScope): Promise<readonly Diagnostic[]> {
    const scope = files ?? (await this.#server.listFiles());
    const asked = [...new Set(scope)].filter((file) => this.#isAskedAbout(file));
    if (asked.length === 0) return [];
    const found = await this.#server.use(
      (session, stop) => this.#diagnosticsOf(session, asked, stop),
      signal,
    );
    for (const { source } of found) this.#sources.add(source);
    return found;
  }

  dispose(): Promise<void> {
    return this.#server.dispose();
  }

  async #diagnosticsOf(
    session: LanguageServerSession,
    files: readonly string[],
    signal: AbortSignal,
  ): Promise<Diagnostic[]> {
    const byFile = await session.diagnosticsOf(files, signal);
    return [...byFile].flatMap(([file, diagnostics]) => {
      const text = session.documents.get(file)?.text;
      if (text === undefined) throw new SwarmError('checker', `${file} vanished during the check.`);
      const place = { file, text, encoding: session.encoding, source: this.id };
      return diagnostics.map((diagnostic) => translateDiagnostic(diagnostic, place));
    });
  }

  #isAskedAbout(file: string): boolean {
    return this.#server.settings.extensions.some((extension) => file.endsWith(extension));
  }
}
