import { call, type ToolTable } from './toolTable.ts';

function patch(...lines: readonly string[]): string {
  return ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n');
}

function marked(mark: string, text: string): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line) => `${mark}${line}`);
}

/** A patch knows whole lines only: here all those of the file. */
function rewrite(path: string, before: string, after: string): string {
  return patch(`*** Update File: ${path}`, '@@', ...marked('-', before), ...marked('+', after));
}

/** What a command has printed, below what the program says of it. */
function printed(answer: string): string {
  return answer.replace(/^[\s\S]*?^Output:\n/m, '');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

export const codexTools: ToolTable = {
  marks: ['exec_command', 'apply_patch'],
  folder: /<cwd>(.+?)<\/cwd>/,
  steps: {
    read: ({ path }) => [call('exec_command', { cmd: `cat ${quoted(path)}` })],
    write: ({ path, text }) => [
      call('apply_patch', patch(`*** Add File: ${path}`, ...marked('+', text))),
    ],
    replace: ({ path, oldText, newText }) => [
      call('exec_command', { cmd: `cat ${quoted(path)}` }),
      (answer) => {
        const text = printed(answer);
        const args = rewrite(
          path,
          text,
          text.replace(oldText, () => newText),
        );
        return { tool: 'apply_patch', args };
      },
    ],
    shell: ({ command }) => [call('exec_command', { cmd: command })],
  },
};
