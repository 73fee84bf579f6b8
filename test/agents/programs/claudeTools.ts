import { call, type ToolTable } from './toolTable.ts';

export const claudeTools: ToolTable = {
  marks: ['Read', 'Edit', 'Write', 'Bash'],
  folder: /[Ww]orking directory: (.+)/,
  steps: {
    read: ({ path }, locate) => [call('Read', { file_path: locate(path) })],
    write: ({ path, text }, locate) => [call('Write', { file_path: locate(path), content: text })],
    // It refuses to edit what it has not read.
    replace: ({ path, oldText, newText }, locate) => [
      call('Read', { file_path: locate(path) }),
      call('Edit', { file_path: locate(path), old_string: oldText, new_string: newText }),
    ],
    shell: ({ command }) => [call('Bash', { command, description: 'Runs it' })],
  },
};
