import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunReport } from '../../../core/protocol/runReport.ts';
import type { SummaryFlavour } from '../../commands/headlessOptions.ts';
import { formatAnnotations } from './github.ts';
import { codeQualityFile, formatCodeQuality } from './gitlab.ts';
import { formatMarkdown } from './markdown.ts';
import { formatLeft } from './plain.ts';

export interface SummaryRequest {
  readonly report: RunReport;
  /** What became of the fixes, line by line. */
  readonly outcome: readonly string[];
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

type WriteSummary = (request: SummaryRequest) => Promise<readonly string[]>;

const writers: Readonly<Record<SummaryFlavour, WriteSummary>> = {
  plain: async ({ report }) => formatLeft(report),
  async github({ report, outcome, env }) {
    const page = formatMarkdown(report, outcome);
    const path = env['GITHUB_STEP_SUMMARY'];
    const annotations = formatAnnotations(report);
    if (path === undefined) return [...annotations, ...page];
    await appendFile(path, `${page.join('\n')}\n`);
    return annotations;
  },
  async gitlab({ report, folder }) {
    await writeFile(join(folder, codeQualityFile), `${formatCodeQuality(report)}\n`);
    return [...formatLeft(report), `The Code Quality report is in ${codeQualityFile}.`];
  },
};

/** @returns lines for the log of the build. */
export function writeSummary(
  flavour: SummaryFlavour,
  request: SummaryRequest,
): Promise<readonly string[]> {
  return writers[flavour](request);
}
