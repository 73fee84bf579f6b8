import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Linter } from 'eslint';
import { readTextIfExists } from '../../../base/atomicFile.ts';
import { groupBy } from '../../../base/groupBy.ts';
import { isEslintSource } from '../../../checkers/eslint/eslintDiagnostic.ts';
import type { EslintEngine } from '../../../checkers/eslint/eslintEngine.ts';
import type { Diagnostic } from '../../../protocol/diagnostic.ts';
import type { CandidateFix, Fixer, TextEdit } from '../fixer.ts';
import { candidatesOf, type SourceText } from './eslintCandidates.ts';
import { findMessage } from './messageMatch.ts';
import { isPrivateType } from './privateType.ts';

type Messages = readonly Linter.LintMessage[];

interface RememberedLint {
  readonly hash: string;
  readonly messages: Messages;
}

/** Knows what the project's own ESLint offers to do about what it reports. */
export class EslintFixer implements Fixer {
  readonly id = 'eslint';
  readonly #engine: Pick<EslintEngine, 'root' | 'lint'>;
  readonly #remembered = new Map<string, RememberedLint>();

  constructor(engine: Pick<EslintEngine, 'root' | 'lint'>) {
    this.#engine = engine;
  }

  handles(diagnostic: Diagnostic): boolean {
    return isEslintSource(diagnostic.source);
  }

  /** @throws {SwarmError} `checker` when ESLint fails, `cancelled`. */
  async candidates(
    diagnostics: readonly Diagnostic[],
    signal: AbortSignal,
  ): Promise<readonly (readonly CandidateFix[])[]> {
    const found = new Map<Diagnostic, readonly CandidateFix[]>();
    for (const [file, ofFile] of groupBy(diagnostics, (diagnostic) => diagnostic.file)) {
      const text = await readTextIfExists(join(this.#engine.root, file));
      if (text === undefined) continue;
      const source = { file, text };
      const messages = await this.#messagesFor(source, ofFile, signal);
      for (const diagnostic of ofFile) {
        const message = findMessage(messages, diagnostic);
        if (message === undefined) continue;
        const candidates = candidatesOf(source, message);
        found.set(diagnostic, await Promise.all(candidates.map((fix) => doubtType(source, fix))));
      }
    }
    return diagnostics.map((diagnostic) => found.get(diagnostic) ?? []);
  }

  // Other files have a say in type-aware rules: an old answer serves only if it explains everything.
  async #messagesFor(
    source: SourceText,
    diagnostics: readonly Diagnostic[],
    signal: AbortSignal,
  ): Promise<Messages> {
    const hash = createHash('sha256').update(source.text).digest('hex');
    const remembered = this.#remembered.get(source.file);
    const explains = (messages: Messages): boolean =>
      diagnostics.every((diagnostic) => findMessage(messages, diagnostic) !== undefined);
    if (remembered?.hash === hash && explains(remembered.messages)) return remembered.messages;
    const [linted] = await this.#engine.lint({ files: [source.file], signal });
    const messages = linted?.messages ?? [];
    this.#remembered.set(source.file, { hash, messages });
    return messages;
  }
}

/** Another type than `any` is a fix where nobody else can rely on it. */
async function doubtType(source: SourceText, fix: CandidateFix): Promise<CandidateFix> {
  const [edit] = fix.edits;
  if (fix.worth !== 'safe' || edit === undefined || !isAnyReplaced(source, edit)) return fix;
  if (await isPrivateType(source.file, source.text, edit.start)) return fix;
  return { ...fix, worth: 'proposed', reason: 'Others may rely on that type.' };
}

function isAnyReplaced({ text }: SourceText, { start, end, newText }: TextEdit): boolean {
  return text.slice(start, end) === 'any' && newText === 'unknown';
}
