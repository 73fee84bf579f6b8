import type { ZodError } from 'zod';

/** The first thing that is wrong with a value, in one line for a person. */
export function schemaErrorLine(error: ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it is not as expected';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `"${path}": ${issue.message}`;
}
