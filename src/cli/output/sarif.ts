import type { Log, Result } from 'sarif';
import packageJson from '../../../package.json' with { type: 'json' };
import type { IssueReport, RunReport } from '../../core/protocol/runReport.ts';
import { ruleName } from './words.ts';

function toResult(issue: IssueReport): Result {
  const { file, line, column, verdict, reason } = issue;
  return {
    ruleId: ruleName(issue),
    level: 'warning',
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

/** What is not fixed, as SARIF 2.1.0. */
export function toSarif(report: RunReport): Log {
  const last = new Map<string, IssueReport>();
  for (const issue of report.tasks.flatMap((task) => task.issues)) last.set(issue.id, issue);
  const left = [...last.values()].filter((issue) => issue.verdict !== 'fixed');
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'swarm-autofix', version: packageJson.version } },
        columnKind: 'utf16CodeUnits',
        results: left.map(toResult),
      },
    ],
  };
}
