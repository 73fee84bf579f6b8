import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from '../../core/base/logger.ts';
import { isSwarmError, messageOf } from '../../core/base/swarmError.ts';
import { oneLine } from './words.ts';

/** The core speaks of commands, where a model has tools. */
const toolWords: readonly (readonly [command: string, tool: string])[] = [
  ['no run yet; "swarm-autofix list" shows what there is', 'no run yet; swarm_autofix starts one'],
  ['"swarm-autofix list" shows what there is', 'swarm_status names the latest'],
  ['see "swarm-autofix list"', 'swarm_results shows what there is'],
  ['run "swarm-autofix cancel"', 'stop it with swarm_cancel'],
  [
    'with --check or in .swarm-autofix.json, or hand in problems with --issues',
    'in .swarm-autofix.json',
  ],
];

export function inToolWords(text: string): string {
  return toolWords.reduce((words, [command, tool]) => words.replace(command, tool), text);
}

const mostCharacters = 1_000;

/**
 * What is wrong, in one line. The reason is beside it, for programs: what a tool has declared of its
 * answers does not hold for errors, and clients check it all the same.
 */
export function failedAnswer(error: unknown, log: Logger): CallToolResult {
  const reason = isSwarmError(error) ? error.reason : 'internal';
  if (reason === 'internal') log.error('A tool has failed', error);
  const text = oneLine(inToolWords(messageOf(error)), mostCharacters);
  return {
    content: [{ type: 'text', text }],
    isError: true,
    _meta: { 'swarm-autofix/reason': reason },
  };
}
