import { secondsBetween } from '../../../core/base/clock.ts';
import type { RunView, TaskView } from '../../../core/manager/runView.ts';
import type { AgentSettings } from '../../../core/protocol/settings.ts';
import { agentNames } from './settingsSummary.ts';

type Scrub = (text: string) => string;

/** So many different messages of one run are told. */
const mostMessages = 8;

function tally(words: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ') || 'none';
}

function namesOf(agents: readonly AgentSettings[]): string {
  return agentNames(agents.map(({ kind }) => kind));
}

function complaints(tasks: readonly TaskView[], scrub: Scrub): string[] {
  const texts = tasks.flatMap(({ state, reason, result }) => [
    ...(state === 'failed' && reason !== '' ? [reason] : []),
    ...(result?.errors ?? []),
  ]);
  const counts = new Map<string, number>();
  for (const text of texts.map(scrub)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].slice(0, mostMessages).map(([text, count]) => `  - ${text} (×${count})`);
}

function duration({ record, endedAt }: RunView): string {
  if (endedAt === '') return 'not ended';
  return `${secondsBetween(Date.parse(record.startedAt), Date.parse(endedAt))} s`;
}

/** The shape of a run: numbers and our own words, nothing of what it was about. */
export function summarizeRun(view: RunView, scrub: Scrub): string[] {
  const { record, mode, backend, workers, stopReason, issues, modeChanges } = view;
  const { agents, checkers, verify, timeoutSeconds, setupCommand } = record.options;
  const tasks = [...view.tasks.values()];
  const introduced = tasks.reduce((sum, { result }) => sum + (result?.introduced.length ?? 0), 0);
  const setup = setupCommand === '' ? 'no setup command' : 'a setup command';
  const verdicts = [...view.verdicts.values()].map(({ verdict }) => verdict);
  return [
    `- ${record.startedAt}: ${mode} · ${backend}, ${workers} workers, ${duration(view)}, ended: ${stopReason ?? 'no'}`,
    `  - agents: ${namesOf(agents)}; checkers: ${tally(checkers.map(({ kind }) => kind))}`,
    `  - verify ${verify}, ${timeoutSeconds} s a task, ${setup}`,
    `  - problems: ${issues.length} (${tally(issues.map(({ type }) => type))})`,
    `  - verdicts: ${tally(verdicts)}; introduced: ${introduced}`,
    `  - tasks: ${tally(tasks.map(({ state }) => state))}`,
    ...modeChanges.map(({ from, to, reason }) => `  - mode: ${from} → ${to}: ${scrub(reason)}`),
    ...complaints(tasks, scrub),
  ];
}
