/** How complaints go on, after the agent's name, about one that has worked and not succeeded. */
const failures = [
  'changed nothing',
  'its edits changed nothing about the problems',
  'left what cannot be checked',
  'was stopped after',
];

function complaintsAbout(errors: readonly string[], agent: string): readonly string[] {
  return errors.filter((line) => line.startsWith(`${agent}: `) || line.startsWith(`${agent} `));
}

/** True when a task's errors speak of an agent: then it was at work there. */
export function isComplainedOf(errors: readonly string[], agent: string): boolean {
  return complaintsAbout(errors, agent).length > 0;
}

/**
 * True when an agent could not do its work, as when nobody has signed in to its service: then nobody
 * knows what it can do.
 */
export function hasBrokenDown(errors: readonly string[], agent: string): boolean {
  const complaints = complaintsAbout(errors, agent);
  const isFailure = (line: string): boolean =>
    failures.some((words) => line.startsWith(`${agent}: ${words}`));
  return complaints.length > 0 && !complaints.some(isFailure);
}
