/** So many places of an error are enough to find it. */
const most = 6;

/**
 * The places in our own program that an error came through.
 * @param folder that the program is in.
 */
export function ownPlaces(stack: string | undefined, folder: string): string[] {
  const lines = (stack ?? '').split('\n').slice(1);
  return lines
    .flatMap((line) => {
      const start = line.indexOf(folder);
      if (start < 0) return [];
      const place = line.slice(start + folder.length).replace(/^[\\/]+|\)$/g, '');
      const name = /^\s*at (?:async )?([\w.#<>$ ]+?) \(/.exec(line)?.[1];
      return [name === undefined ? place : `${name} (${place})`];
    })
    .slice(0, most);
}
