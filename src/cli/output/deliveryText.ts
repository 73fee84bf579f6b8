import { count } from '../../core/base/count.ts';
import type { Delivered } from '../../core/deliverFixes.ts';
import { leftOutOfMerge } from './mergeText.ts';
import type { Output } from './output.ts';

function firstLines({ delivery, tasks, files, commit }: Delivered, output: Output): string[] {
  if (files.length === 0) return [`Nothing was verified, so there is no ${delivery.kind}.`];
  const what = `${count(tasks.length, 'task')} in ${count(files.length, 'file')}`;
  if (delivery.kind === 'branch') {
    const name = output.style('bold', delivery.name);
    return [`Branch ${name} has ${what} (${commit.slice(0, 10)}); nothing else was changed.`];
  }
  const command = output.style('bold', `git apply ${delivery.path}`);
  return [`The patch has ${what}; nothing else was changed. To apply it: ${command}`];
}

/** Where fixes went that were not merged, for a person. */
export function formatDelivered(delivered: Delivered, output: Output): string[] {
  return [...firstLines(delivered, output), ...leftOutOfMerge(delivered)];
}
