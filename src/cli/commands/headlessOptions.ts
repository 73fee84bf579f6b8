import { type Command, Option } from 'commander';
import { dollars, wholeNumber } from '../parseOption.ts';
import { type OutputWish, outputWish } from '../parseOutput.ts';

export const summaryFlavours = ['plain', 'github', 'gitlab'] as const;

export type SummaryFlavour = (typeof summaryFlavours)[number];

/** What build servers ask for besides; as it was given. */
export interface HeadlessOptions {
  readonly since?: string;
  readonly baseline?: string;
  readonly maxFixes?: number;
  readonly maxMinutes?: number;
  readonly maxCost?: number;
  readonly maxTokens?: number;
  readonly output?: OutputWish;
  readonly summary?: SummaryFlavour;
}

export function addHeadlessOptions(command: Command): Command {
  return command
    .option('--since <revision>', 'only problems in lines that have been changed since')
    .option(
      '--baseline <file>',
      'only problems that are not in this report, such as one of --sarif',
    )
    .option('--max-fixes <n>', 'fix no more problems than that', wholeNumber(1, 1_000_000))
    .option('--max-minutes <n>', 'begin no task after so many', wholeNumber(1, 10_000))
    .option('--max-cost <dollars>', 'begin no task once agents have cost so much', dollars)
    .option(
      '--max-tokens <n>',
      'begin no task once agents have used so many',
      wholeNumber(1, 1_000_000_000),
    )
    .option(
      '--output <where>',
      'what is verified goes to: worktree, branch[:NAME], patch[:FILE]',
      outputWish,
    )
    .addOption(
      new Option('--summary <flavour>', 'what is left, for people and their build server').choices(
        summaryFlavours,
      ),
    );
}
