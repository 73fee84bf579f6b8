import { call, type ToolTable } from './toolTable.ts';

export const qwenTools: ToolTable = {
  // Its own agents, which it starts after a turn, have the tools for files, but not the last of these.
  marks: ['edit', 'write_file', 'run_shell_command', 'agent'],
  folder: /working in the directory: (.+)/,
  steps: {
    read: ({ path }, locate) => [call('read_file', { file_path: locate(path) })],
    write: ({ path, text }, locate) => [
      call('write_file', { file_path: locate(path), content: text }),
    ],
    // It refuses to edit what it has not read.
    replace: ({ path, oldText, newText }, locate) => [
      call('read_file', { file_path: locate(path) }),
      call('edit', { file_path: locate(path), old_string: oldText, new_string: newText }),
    ],
    shell: ({ command }) => [
      call('run_shell_command', { command, description: 'Runs it', is_background: false }),
    ],
  },
};
