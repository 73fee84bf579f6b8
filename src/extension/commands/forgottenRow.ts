/**
 * True when a button of a row was pressed and the editor no longer knows what the row was: it forgets
 * the rows of a tree while it reads them anew, and passes `undefined` for each.
 * @param args as a command gets them: a row's are what was clicked, and all that is selected.
 */
export function isForgottenRow(args: readonly unknown[]): boolean {
  const [clicked, selected] = args;
  if (Array.isArray(selected) && selected.includes(undefined)) return true;
  return args.length === 2 && clicked === undefined;
}
