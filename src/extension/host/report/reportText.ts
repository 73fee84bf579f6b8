import type { RunView } from '../../../core/manager/runView.ts';
import { summarizeRun } from './runSummary.ts';
import { createScrubber, type Identity, type ScrubChoice } from './scrubber.ts';
import { type SetSetting, summarizeSettings } from './settingsSummary.ts';

/** An error that somebody was shown. */
export interface ShownError {
  readonly at: string;
  readonly text: string;
  /** Places in our own program, the innermost first. */
  readonly places: readonly string[];
}

/** All that a report is made of, before anything is taken out of it. */
export interface ReportFacts {
  readonly identity: Identity;
  /** Names and versions, such as `git` and `2.47.3`. */
  readonly versions: ReadonlyMap<string, string>;
  readonly settings: readonly SetSetting[];
  /** The last ones, newest first. */
  readonly runs: readonly RunView[];
  readonly errors: readonly ShownError[];
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', `### ${title}`, '', ...(lines.length === 0 ? ['none'] : lines)];
}

/**
 * The report as a person reads it before it goes anywhere. It holds numbers, versions and our own
 * words; what came from the project is scrubbed.
 */
export function writeReport(facts: ReportFacts, choice: ScrubChoice): string {
  const scrub = createScrubber(facts.identity, choice);
  const versions = [...facts.versions].map(([name, version]) => `- ${name}: ${scrub(version)}`);
  const errors = facts.errors.flatMap(({ at, text, places }) => [
    `- ${at}: ${scrub(text)}`,
    ...places.map((place) => `  - ${place}`),
  ]);
  const files = choice.keepsFileNames
    ? section(
        'Files of these runs',
        facts.identity.files.map((file) => `- ${scrub(file)}`),
      )
    : [];
  return [
    '## What happened',
    '',
    '(What did you do, what did you expect, what happened instead?)',
    '',
    '## Diagnostics',
    ...section('Versions', versions),
    ...section('Settings that are set', summarizeSettings(facts.settings)),
    ...section(
      'Last runs',
      facts.runs.flatMap((run) => summarizeRun(run, scrub)),
    ),
    ...section('Errors that were shown', errors),
    ...files,
    '',
  ].join('\n');
}
