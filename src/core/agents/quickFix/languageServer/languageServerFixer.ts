import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic as ServerDiagnostic } from 'vscode-languageserver-protocol';
import type { LanguageServer } from '../../../checkers/languageServer/languageServer.ts';
import type { LanguageServerSession } from '../../../checkers/languageServer/languageServerSession.ts';
import { translateDiagnostic } from '../../../checkers/languageServer/translateDiagnostic.ts';
import type { Diagnostic } from '../../../protocol/diagnostic.ts';
import type { CandidateFix, Fixer, TextEdit } from '../fixer.ts';
import { addSuppression, judgeOffer, mayBeConfiguration } from '../offeredFix.ts';
import { editOf, quickFixesFor } from './codeActions.ts';
import { textOf, translateWorkspaceEdit } from './workspaceEdits.ts';

type Claims = (diagnostic: Diagnostic) => boolean;

/** Offers what a language server has as quick fixes for its own diagnostics. */
export class LanguageServerFixer implements Fixer {
  readonly id: string;
  readonly #server: LanguageServer;
  readonly #claims: Claims;

  /**
   * @param server shared with its checker, which is the one to dispose of it.
   * @param claims whether a diagnostic is one of this server's; its checker knows.
   */
  constructor(server: LanguageServer, claims: Claims) {
    this.id = server.settings.id;
    this.#server = server;
    this.#claims = claims;
  }

  handles(diagnostic: Diagnostic): boolean {
    return this.#claims(diagnostic);
  }

  async candidates(
    diagnostics: readonly Diagnostic[],
    signal: AbortSignal,
  ): Promise<readonly (readonly CandidateFix[])[]> {
    if (diagnostics.length === 0) return [];
    return this.#server.use(async (session, stop) => {
      const files = [...new Set(diagnostics.map(({ file }) => file))];
      const byFile = await session.diagnosticsOf(files, stop);
      const offers: CandidateFix[][] = [];
      for (const diagnostic of diagnostics) {
        const original = this.#originalOf(diagnostic, byFile.get(diagnostic.file) ?? [], session);
        offers.push(
          original === undefined
            ? []
            : await this.#fixesFor(original, diagnostic.file, session, stop),
        );
      }
      return offers;
    }, signal);
  }

  /** The server's own form of it, which may carry data that its actions need. */
  #originalOf(
    diagnostic: Diagnostic,
    known: readonly ServerDiagnostic[],
    { documents, encoding }: LanguageServerSession,
  ): ServerDiagnostic | undefined {
    const { file, source, code, message, range } = diagnostic;
    const text = documents.get(file)?.text;
    if (text === undefined) return undefined;
    const place = { file, text, encoding, source: this.id };
    return known.find((original) => {
      const own = translateDiagnostic(original, place);
      const isSame = own.source === source && own.code === code && own.message === message;
      return isSame && isDeepStrictEqual(own.range, range);
    });
  }

  async #fixesFor(
    original: ServerDiagnostic,
    file: string,
    session: LanguageServerSession,
    signal: AbortSignal,
  ): Promise<CandidateFix[]> {
    const actions = await quickFixesFor(original, session.uris.uriOf(file), session, signal);
    const fixes: CandidateFix[] = [];
    for (const action of actions) {
      const edit = await editOf(action, session, signal);
      const edits = edit === undefined ? [] : await translateWorkspaceEdit(edit, session);
      if (edits === undefined || edits.length === 0) continue;
      if (!this.#staysWithin(edits, file) || (await silences(edits, session))) continue;
      const isKnown = fixes.some((other) => isDeepStrictEqual(other.edits, edits));
      const { title, isPreferred = false } = action;
      const worth = judgeOffer({ title, isPreferred, edits }, this.id);
      if (!isKnown) fixes.push({ title, edits, ...worth });
    }
    return fixes;
  }

  /** True when only the file itself and other sources are changed, and no configuration. */
  #staysWithin(edits: readonly TextEdit[], file: string): boolean {
    const isSource = (other: string): boolean =>
      !mayBeConfiguration(other) &&
      this.#server.settings.extensions.some((extension) => other.endsWith(extension));
    return edits.every((edit) => edit.file === file || isSource(edit.file));
  }
}

/** True when the edits add a suppression to a file. */
async function silences(
  edits: readonly TextEdit[],
  session: LanguageServerSession,
): Promise<boolean> {
  const texts = new Map<string, string>();
  for (const { file } of edits) texts.set(file, (await textOf(session, file))?.onDisk ?? '');
  return addSuppression(edits, (file) => texts.get(file) ?? '');
}
