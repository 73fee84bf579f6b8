import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { CliContext } from './cliContext.ts';
import { addAgentsCommand } from './commands/agentsCommand.ts';
import { addCancelCommand } from './commands/cancelCommand.ts';
import { addCleanCommand } from './commands/cleanCommand.ts';
import { addDiffCommand } from './commands/diffCommand.ts';
import { addDiscardCommand } from './commands/discardCommand.ts';
import { addListCommand } from './commands/listCommand.ts';
import { addMcpCommand } from './commands/mcpCommand.ts';
import { addMergeCommand } from './commands/mergeCommand.ts';
import { addRetryCommand } from './commands/retryCommand.ts';
import { addRunCommand } from './commands/runCommand.ts';
import { addShowCommand } from './commands/showCommand.ts';
import { addSwarmCommand } from './commands/swarmCommand.ts';
import { addUndoCommand } from './commands/undoCommand.ts';
import { addWorkerCommand } from './commands/workerCommand.ts';

const examples = `
Examples:
  swarm-autofix run                        show the problems and the plan
  swarm-autofix run --ai-fix               fix them, in worktrees of their own
  swarm-autofix run src --types dead_code --ai-fix --workers 8
  npx eslint . -f json | swarm-autofix run --ai-fix --issues -
  swarm-autofix list                       what there is to review
  swarm-autofix diff t03                   the patch of one task
  swarm-autofix merge --verified           take over all that is proven
  swarm-autofix undo                       take the last merge back

Exit codes: 0 all fixed, 1 some are left, 2 wrong usage or surroundings,
130 interrupted.`;

const commands = [
  addRunCommand,
  addSwarmCommand,
  addAgentsCommand,
  addListCommand,
  addShowCommand,
  addDiffCommand,
  addMergeCommand,
  addDiscardCommand,
  addRetryCommand,
  addCancelCommand,
  addUndoCommand,
  addCleanCommand,
  addMcpCommand,
  addWorkerCommand,
];

/** The whole command line. Its errors are thrown, so that `main` says them. */
export function createProgram(context: CliContext): Command {
  const program = new Command('swarm-autofix')
    .description('Fixes many diagnostics at once. A fix counts only when the diagnostic is gone.')
    .version(packageJson.version)
    .addHelpText('after', examples)
    .showHelpAfterError('See "swarm-autofix --help".')
    .exitOverride();
  for (const add of commands) add(program, context);
  return program;
}
