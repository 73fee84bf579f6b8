import type { Log, Result, Run } from 'sarif';
import packageJson from '../../../package.json' with { type: 'json' };
import { groupBy } from '../../core/base/groupBy.ts';
import type { IssueReport } from '../../core/protocol/runReport.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

function toResult(issue: IssueReport): Result {
  const { file, line, column, verdict, reason, severity, code } = issue;
  return {
    ...(code === '' ? {} : { ruleId: code }),
    level: levels[severity],
    message: { text: issue.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { swarmAutofix: issue.id },
    properties: { verdict, reason },
  };
}

/** One run for each tool that complains, so that whoever reads it finds the tool's own names. */
function toRun(source: string, issues: readonly IssueReport[]): Run {
  const converter = { name: 'swarm-autofix', version: packageJson.version };
  return {
    tool: { driver: { name: source } },
    conversion: { tool: { driver: converter } },
    columnKind: 'utf16CodeUnits',
    results: issues.map(toResult),
  };
}

/** Those of the issues that are not fixed, as SARIF 2.1.0. */
export function toSarif(issues: readonly IssueReport[]): Log {
  const left = issues.filter((issue) => issue.verdict !== 'fixed');
  const bySource = groupBy(left, ({ source }) => source);
  // A log without a run is not valid; one without results says that all is well.
  const runs = bySource.size === 0 ? [toRun('swarm-autofix', [])] : [];
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [...runs, ...[...bySource].map(([source, own]) => toRun(source, own))],
  };
}
