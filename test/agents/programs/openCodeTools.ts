import { call, type ToolTable } from './toolTable.ts';

export const openCodeTools: ToolTable = {
  marks: ['read', 'edit', 'write', 'bash', 'task'],
  folder: /Working directory: (.+)/,
  steps: {
    read: ({ path }, locate) => [call('read', { filePath: locate(path) })],
    write: ({ path, text }, locate) => [call('write', { filePath: locate(path), content: text })],
    replace: ({ path, oldText, newText }, locate) => [
      call('read', { filePath: locate(path) }),
      call('edit', { filePath: locate(path), oldString: oldText, newString: newText }),
    ],
    shell: ({ command }) => [call('bash', { command, description: 'Runs it' })],
  },
};
