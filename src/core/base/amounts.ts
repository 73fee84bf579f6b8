/** What is less than that is not told apart. */
const leastDollars = 0.0001;

/** `$12.34`, `$0.0142`, `$0.05`: two digits behind the point, and up to four where it is less than a dollar. */
export function money(dollars: number): string {
  if (dollars > 0 && dollars < leastDollars) return `<$${leastDollars}`;
  return `$${dollars.toFixed(dollars < 1 ? 4 : 2).replace(/(?<=\.\d\d\d*?)0+$/, '')}`;
}

/** `842`, `12.3k`, `1.5M`: how many of something there are when nobody counts them. */
export function roundly(number: number): string {
  if (number < 999.5) return String(Math.round(number));
  if (number < 999_950) return `${(number / 1_000).toFixed(1)}k`;
  return `${(number / 1_000_000).toFixed(1)}M`;
}
