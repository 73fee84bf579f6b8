import { type Command, Option } from 'commander';
import { usualServer } from '../../core/mahavishnu/serverAddress.ts';
import { type IssueType, issueTypes } from '../../core/protocol/issueType.ts';
import type { CliContext } from '../cliContext.ts';
import { executeRun } from '../executeRun.ts';
import { wrapText } from '../output/wrapText.ts';
import { collect, commaList, issueTypeList, wholeNumber } from '../parseOption.ts';
import { addHeadlessOptions, type HeadlessOptions } from './headlessOptions.ts';

/** The options of `run`, as they were given. */
export interface RunOptions extends HeadlessOptions {
  readonly aiFix?: boolean;
  readonly swarm: boolean;
  readonly workers: number;
  readonly types?: readonly IssueType[];
  readonly issues?: string;
  readonly check?: readonly string[];
  readonly agent?: readonly string[];
  readonly agentCommand?: string;
  readonly verify: boolean;
  readonly merge: 'none' | 'verified' | 'trusted';
  readonly mahavishnu: string;
  readonly timeout: number;
  readonly json?: boolean;
  /** True for standard output, else a file. */
  readonly sarif?: string | true;
}

const help = `
Examples:
  swarm-autofix run                             the plan, and why
  swarm-autofix run src/api --ai-fix            fix what is below src/api
  swarm-autofix run --ai-fix --types dead_code,formatting
  swarm-autofix run --ai-fix --check "npx tsc --noEmit --pretty false"
  swarm-autofix run --ai-fix --agent-command "my-agent --stdin"
  swarm-autofix run --ai-fix --merge verified --json > result.json
  swarm-autofix run --ai-fix --since origin/main --output branch
  swarm-autofix run --sarif known.sarif         a file for --baseline

${wrapText(`Types: ${issueTypes.join(', ')}.`, 80, 7).join('\n')}`;

/** What follows `--sarif` is a file when it is called like one, else the first of the paths. */
function withSarifFile(paths: readonly string[], options: RunOptions) {
  const { sarif } = options;
  if (typeof sarif !== 'string' || /\.(sarif|json)$/.test(sarif)) return { paths, options };
  return { paths: [sarif, ...paths], options: { ...options, sarif: true } as const };
}

export function addRunCommand(program: Command, context: CliContext): void {
  const command = program
    .command('run')
    .description('gather problems and show the plan; with --ai-fix, fix them')
    .argument('[paths...]', 'only problems in these files and folders')
    .option('--ai-fix', 'start workers; without it nothing is started and nothing changes')
    .addOption(new Option('--swarm', 'parallel where it can be').default(true))
    .option('--no-swarm', 'strictly one task at a time')
    .option('--workers <n>', 'how many at once, 1 to 50', wholeNumber(1, 50), 4)
    .option('--types <a,b>', 'only these issue types', issueTypeList)
    .option(
      '--issues <file>',
      'problems from a file, or "-": SARIF, ESLint JSON, tsc text, our JSON',
    )
    .option('--check <command>', 'a checker; can be given several times', collect)
    .option(
      '--agent <name,name>',
      'who tries to fix, first to last: quickfix, or agents of the project',
      commaList,
    )
    .option('--agent-command <command>', 'an agent for this run, the prompt on its standard input')
    .addOption(new Option('--verify', 'check again after each fix').default(true))
    .option('--no-verify', 'do not check; every verdict is "unverified"')
    .addOption(
      new Option('--merge <what>', 'what to merge when the run ends')
        .choices(['none', 'verified', 'trusted'])
        .default('none'),
    )
    .option('--mahavishnu <url>', 'a server that lends workers, or "off"', usualServer)
    .option('--timeout <seconds>', 'for each task', wholeNumber(1, 86_400), 300)
    .addOption(new Option('--json', 'one JSON document on standard output').conflicts('sarif'))
    .option('--sarif [file.sarif]', 'what is left as SARIF, in a file or on standard output');
  addHeadlessOptions(command)
    .addHelpText('after', help)
    .action((given: string[], asked: RunOptions) => {
      const { paths, options } = withSarifFile(given, asked);
      return executeRun(context, paths, options);
    });
}
