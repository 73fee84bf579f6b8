import { wholeId } from '../../core/agents/trackRecord/triedRun.ts';
import { taskSpending } from '../../core/manager/spending.ts';
import { taskSpendingWords } from '../../core/manager/spendingWords.ts';
import type { FoundTask } from '../../core/manager/taskSelection.ts';

/** What agents have used for a task; a part of one has the use of the whole. */
export function spentOn({ run, task }: FoundTask): string {
  const spending = taskSpending(run, wholeId(task.task.taskId));
  return spending === undefined ? '' : taskSpendingWords(spending);
}
