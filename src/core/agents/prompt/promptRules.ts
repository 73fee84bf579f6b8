/** What decides about verdicts, told to whoever is to be judged. */
export const promptRules = [
  'Mend the cause of each. The tool that reported it is run again afterwards, configured as it is now.',
  'These count as failures: comments that disable or ignore, `any` or unsafe casts, changes of',
  'configuration, skipped tests, deleted or commented-out code that is still wanted.',
  'Change only what these problems need. Stay inside the current folder; do not commit, do not install.',
  'Nobody is there to answer questions: decide yourself.',
].join('\n');
