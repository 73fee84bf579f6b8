import { call, type ToolTable } from './toolTable.ts';

export const geminiTools: ToolTable = {
  marks: ['read_file', 'replace', 'write_file', 'run_shell_command'],
  folder: /\*\*Workspace Directories:\*\*\s+- (.+)/,
  steps: {
    read: ({ path }, locate) => [call('read_file', { file_path: locate(path) })],
    write: ({ path, text }, locate) => [
      call('write_file', { file_path: locate(path), content: text }),
    ],
    replace: ({ path, oldText, newText }, locate) => [
      call('replace', {
        file_path: locate(path),
        instruction: 'Replace it',
        old_string: oldText,
        new_string: newText,
        allow_multiple: false,
      }),
    ],
    shell: ({ command }) => [call('run_shell_command', { command, description: 'Runs it' })],
  },
};
