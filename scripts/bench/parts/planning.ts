import { buildIssues } from '../../../src/core/issues/buildIssues.ts';
import { planTasks } from '../../../src/core/planner/planTasks.ts';
import type { BenchPart } from '../benchPart.ts';
import { type Figure, measured, ratio } from '../figure.ts';
import { syntheticProblems, syntheticText } from '../projects/syntheticProblems.ts';
import { alternate, millisecondsOf } from '../stopwatch.ts';

const counts = [1_000, 10_000, 100_000] as const;
const rounds = 7;

interface CountFigures {
  readonly building: Figure;
  readonly planning: Figure;
  readonly notes: readonly string[];
}

async function measure(count: number): Promise<CountFigures> {
  const problems = syntheticProblems(count);
  const text = syntheticText();
  const files = { readFile: async () => text };
  const { issues } = await buildIssues(problems, files);
  const tasks = planTasks(issues, { firstNumber: 1 });
  const causes = tasks.filter((task) => task.reason.startsWith('one cause')).length;
  const { building, planning } = await alternate(
    {
      building: () => millisecondsOf(() => buildIssues(problems, files)),
      planning: () => millisecondsOf(() => planTasks(issues, { firstNumber: 1 })),
    },
    rounds,
    2,
  );
  const name = count.toLocaleString('en');
  return {
    building: measured(`buildIssues, ${name} problems`, 'ms', building),
    planning: measured(`planTasks, ${name} problems`, 'ms', planning),
    notes: [`${name} problems: ${tasks.length} tasks, ${causes} with a root cause`],
  };
}

/** Ten would be quadratic; some growth is memory: caches, and what the collector has to walk. */
const mostGrowth = 3;

/** What one problem costs among the most, against what it costs among a tenth of that. */
function growth(name: string, figures: readonly Figure[]): Figure {
  const [middle, last] = figures.slice(-2).map((figure) => figure.value);
  const value = (last ?? Number.NaN) / 10 / (middle ?? Number.NaN);
  return ratio(`${name}, one of 100,000 against one of 10,000`, value, {
    kind: 'atMost',
    value: mostGrowth,
  });
}

export const planning: BenchPart = {
  name: 'planning',
  title: 'from problems to tasks, files in memory',
  async run(context) {
    const all: CountFigures[] = [];
    for (const count of counts) {
      context.progress(`${count} problems`);
      all.push(await measure(count));
    }
    const building = all.map((one) => one.building);
    const planning = all.map((one) => one.planning);
    const perThousand = planning.map(
      (figure, index): Figure => ({
        name: `planTasks, a thousand of ${counts[index]?.toLocaleString('en')}`,
        value: figure.value / ((counts[index] ?? Number.NaN) / 1000),
        unit: 'ms',
        samples: [],
      }),
    );
    const figures = [
      ...building,
      ...planning,
      ...perThousand,
      growth('planTasks', planning),
      growth('buildIssues', building),
    ];
    return { figures, notes: all.flatMap((one) => one.notes), faults: [] };
  },
};
