/** What a reader needs to know besides the text of the report. */
export interface ReportContext {
  /** The absolute root of the repository. */
  readonly root: string;
  /** Where the tool ran: relative paths begin here. Absolute. */
  readonly cwd: string;
  /** What to call the report in errors, such as its path. */
  readonly name?: string;
  /**
   * The text of a file (relative to the root, with `/`), undefined when it is not there. Asked only
   * when a place in it is told in other units than ours. By default the file on the disk.
   */
  readonly readText?: (file: string) => string | undefined;
}

export function reportName(context: ReportContext): string {
  return context.name ?? 'the report';
}
