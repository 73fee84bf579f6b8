import { groupBy } from '../../../base/groupBy.ts';
import { isRuffReport } from '../../../checkers/ruff/ruffDiagnostic.ts';
import type { RuffEngine, RuffFile } from '../../../checkers/ruff/ruffEngine.ts';
import type { RuffFinding } from '../../../checkers/ruff/ruffOutput.ts';
import type { Diagnostic } from '../../../protocol/diagnostic.ts';
import { newSuppressions } from '../../suppressions.ts';
import type { CandidateFix, Fixer, TextEdit } from '../fixer.ts';
import { applyEdits } from '../textEdits.ts';
import { type RuffWorth, worthOfRuffFix } from './ruffFixWorth.ts';
import { TextOffsets } from './textOffsets.ts';

function commentSigns(text: string): number {
  return text.split('#').length;
}

function silences(text: string, edit: TextEdit): boolean {
  return newSuppressions(text.slice(edit.start, edit.end), edit.newText).length > 0;
}

function editsOf(checked: RuffFile, fix: NonNullable<RuffFinding['fix']>): readonly TextEdit[] {
  const offsets = new TextOffsets(checked.text);
  return fix.edits.map(({ content, location, end_location }) => ({
    file: checked.file,
    start: offsets.at(location),
    end: offsets.at(end_location),
    newText: content ?? '',
  }));
}

function findFinding(checked: RuffFile, diagnostic: Diagnostic): RuffFinding | undefined {
  const { line, column } = diagnostic.range;
  const ofRule = checked.findings.filter(({ code }) => (code ?? '') === diagnostic.code);
  const there = ofRule.filter(
    ({ start_location: start }) => start.row === line && start.column === column,
  );
  const sameWords = ofRule.filter(({ message }) => message === diagnostic.message);
  const exact = there.find(({ message }) => message === diagnostic.message) ?? there[0];
  return exact ?? (sameWords.length === 1 ? sameWords[0] : undefined);
}

/** Knows what ruff offers to do about what it reports. */
export class RuffFixer implements Fixer {
  readonly id = 'ruff';
  readonly #engine: RuffEngine;

  constructor(engine: RuffEngine) {
    this.#engine = engine;
  }

  handles(diagnostic: Diagnostic): boolean {
    return isRuffReport(diagnostic);
  }

  /** @throws {SwarmError} `checker` when ruff cannot use the project's settings, `cancelled`. */
  async candidates(
    diagnostics: readonly Diagnostic[],
    signal: AbortSignal,
  ): Promise<readonly (readonly CandidateFix[])[]> {
    const byFile = groupBy(diagnostics, (diagnostic) => diagnostic.file);
    const checked = await this.#engine.check({ files: [...byFile.keys()], signal });
    const found = new Map<Diagnostic, readonly CandidateFix[]>();
    for (const result of checked) {
      for (const diagnostic of byFile.get(result.file) ?? []) {
        const finding = findFinding(result, diagnostic);
        if (finding !== undefined)
          found.set(diagnostic, await this.#candidatesFor(result, finding));
      }
    }
    return diagnostics.map((diagnostic) => found.get(diagnostic) ?? []);
  }

  async #candidatesFor(checked: RuffFile, finding: RuffFinding): Promise<readonly CandidateFix[]> {
    const { fix } = finding;
    const code = finding.code ?? '';
    if (fix === null) return [];
    const edits = editsOf(checked, fix);
    const { worth, reason } = await this.#judge(checked, finding, applyEdits(checked.text, edits));
    if (worth === 'never' || edits.some((edit) => silences(checked.text, edit))) return [];
    return [{ title: fix.message ?? `Fix this ${code} problem`, edits, worth, reason }];
  }

  async #judge({ file, text }: RuffFile, finding: RuffFinding, after: string): Promise<RuffWorth> {
    const losesComment = commentSigns(after) < commentSigns(text);
    const code = finding.code ?? '';
    const known = worthOfRuffFix({ code, file, losesComment, isHeldSafe: finding.fix?.isHeldSafe });
    if (known.isOpen !== true || losesComment) return known;
    const keepsMeaning = await this.#engine.meanTheSame(text, after);
    return keepsMeaning ? { worth: 'safe', reason: 'It is the same program to Python.' } : known;
  }
}
