import { join } from 'node:path';
import type { Step, ToolTable } from '../programs/toolTable.ts';
import type { ToolAction } from './action.ts';
import type { Question } from './wire/wireFormat.ts';

function folderIn({ entries }: Question, { folder }: ToolTable): string {
  const texts = entries.map(({ text }) => text);
  const found = texts.flatMap((text) => folder.exec(text)?.[1] ?? []);
  return found.at(-1) ?? '';
}

/** The calls that carry out an action, one after the other. */
export function stepsFor(
  action: ToolAction,
  question: Question,
  table: ToolTable,
): readonly Step[] {
  const folder = folderIn(question, table);
  const locate = (path: string): string => join(folder, path);
  switch (action.kind) {
    case 'read':
      return table.steps.read(action, locate);
    case 'write':
      return table.steps.write(action, locate);
    case 'replace':
      return table.steps.replace(action, locate);
    case 'shell':
      return table.steps.shell(action, locate);
    case 'raw':
      return [() => ({ tool: action.tool, args: action.args })];
  }
}
