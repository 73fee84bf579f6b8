import { type ProcessResult, type RunProcess, runProcess } from '../../base/runProcess.ts';
import { isSwarmError, SwarmError } from '../../base/swarmError.ts';
import { compareDiagnosticOrder } from '../../issues/diagnosticOrder.ts';
import { readByProblemMatcher } from '../../issues/problemMatcherReader.ts';
import type { ProblemReport, ReportedProblem } from '../../issues/problemReport.ts';
import { readReport } from '../../issues/readReport.ts';
import type { ReportContext } from '../../issues/reportContext.ts';
import { decodeReport, reportBody } from '../../issues/reportText.ts';
import { toolName } from '../../issues/toolName.ts';
import type { Diagnostic } from '../../protocol/diagnostic.ts';
import type { CommandCheckerSettings } from '../../protocol/settings.ts';
import type { Checker, CheckScope } from '../checker.ts';

export interface CommandCheckerOptions {
  readonly settings: CommandCheckerSettings;
  /** The root of the worktree. Absolute. */
  readonly root: string;
  /** Sources that an earlier check by the same command has reported: see {@link CommandChecker.sources}. */
  readonly knownSources?: readonly string[];
  readonly run?: RunProcess;
}

const timeLimitMinutes = 5;

function firstLineOf(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0] ?? '';
}

/**
 * Takes diagnostics from a program that prints them. It never takes a failure for "no problems":
 * what was asked for and could not be read is an error.
 */
export class CommandChecker implements Checker {
  readonly id: string;
  readonly reach = 'project';
  readonly #settings: CommandCheckerSettings;
  readonly #context: ReportContext;
  readonly #run: RunProcess;
  readonly #sources: Set<string>;

  constructor({ settings, root, knownSources = [], run = runProcess }: CommandCheckerOptions) {
    this.id = settings.id;
    this.#settings = settings;
    this.#context = { root, cwd: root, name: `the output of "${settings.command}"` };
    this.#run = run;
    this.#sources = new Set([settings.id, ...knownSources.map(toolName)]);
  }

  /** Whom the command is known to speak for: itself, what it was told of, and what it has printed. */
  get sources(): readonly string[] {
    return [...this.#sources].toSorted();
  }

  /**
   * A command's output may be empty because all is well, so what it reports is learned from earlier
   * output: check the project once before the first fix, and hand `sources` on to later checkers.
   */
  claims({ source }: Pick<Diagnostic, 'source'>): boolean {
    return this.#sources.has(toolName(source));
  }

  /** Runs the command once, whatever files are asked for. */
  async check({ files, signal }: CheckScope): Promise<readonly Diagnostic[]> {
    const result = await this.#run({
      command: this.#settings.command,
      cwd: this.#context.cwd,
      signal,
      timeoutMs: timeLimitMinutes * 60_000,
    });
    this.#requireWholeOutput(result);
    const report = this.#readOutput(result);
    this.#requireReport(report, result);
    const diagnostics = report.problems.map((problem) => this.#toDiagnostic(problem));
    for (const { source } of diagnostics) this.#sources.add(source);
    const wanted = files === undefined ? undefined : new Set(files);
    return diagnostics
      .filter(({ file }) => wanted === undefined || wanted.has(file))
      .toSorted(compareDiagnosticOrder);
  }

  async dispose(): Promise<void> {
    // Each check runs a process of its own and waits for its end: there is nothing to close.
  }

  #toDiagnostic({ file, range, severity, source, code, message }: ReportedProblem): Diagnostic {
    return { file, range, severity, source: source || this.id, code, message };
  }

  #readOutput(result: ProcessResult): ProblemReport {
    const output = reportBody(decodeReport(result.stdout));
    const { problemMatcher } = this.#settings;
    if (problemMatcher !== undefined) {
      // Builders name their steps on one stream and the compiler's problems come on the other.
      const text = `${output}\n${result.stderr}`;
      return readByProblemMatcher(text, this.#context, problemMatcher, this.id);
    }
    if (output.trim() !== '') return this.#read(output, result);
    try {
      return this.#read(result.stderr, result);
    } catch (error) {
      // A program that is content may still say things on its standard error.
      if (result.exitCode === 0 && isSwarmError(error, 'checker')) {
        return { problems: [], rejected: [] };
      }
      throw error;
    }
  }

  #read(text: string, result: ProcessResult): ProblemReport {
    try {
      return readReport(text, this.#context);
    } catch (error) {
      if (!isSwarmError(error, 'input')) throw error;
      throw this.#failure(result, `nothing that it printed can be read. ${error.message}`);
    }
  }

  #requireWholeOutput({ timedOut, truncated }: ProcessResult): void {
    const { command } = this.#settings;
    if (timedOut) {
      const message = `The checker "${command}" did not end within ${timeLimitMinutes} minutes; make it check less.`;
      throw new SwarmError('checker', message);
    }
    if (truncated) {
      const message = `The checker "${command}" printed more than can be kept; make it report less.`;
      throw new SwarmError('checker', message);
    }
  }

  /** An entry that cannot be read may be the very problem that is asked about. */
  #requireReport({ problems, rejected }: ProblemReport, result: ProcessResult): void {
    const malformed = rejected.find(({ kind }) => kind === 'malformed');
    if (malformed !== undefined) {
      const { position, reason } = malformed;
      throw this.#failure(result, `${position} of its output cannot be read: ${reason}`);
    }
    const isReported = problems.length > 0 || rejected.some(({ kind }) => kind === 'outside');
    if (result.exitCode === 0 || isReported) return;
    const [unplaced] = rejected;
    throw this.#failure(result, unplaced?.reason ?? 'it reported no problem all the same');
  }

  #failure({ exitCode, stderr }: ProcessResult, reason: string): SwarmError {
    const ending = exitCode === null ? 'a signal' : `exit code ${exitCode}`;
    const said = firstLineOf(stderr);
    const quote = said === '' ? '' : ` It said: ${said}`;
    const message = `The checker "${this.#settings.command}" ended with ${ending}: ${reason}${quote}`;
    return new SwarmError('checker', message);
  }
}
