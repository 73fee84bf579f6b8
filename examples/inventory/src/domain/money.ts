export const currencies = ['EUR', 'USD', 'GBP'] as const;

export type Currency = (typeof currencies)[number];

export interface Money {
  readonly cents: number;
  readonly currency: Currency;
}

export function isCurrency(value: string): value is Currency {
  return currencies.some((currency) => currency === value);
}

export function money(cents: number, currency: Currency = 'EUR'): Money {
  if (!Number.isInteger(cents)) throw new RangeError(`Not a whole number of cents: ${cents}`);
  return { cents, currency };
}

function requireSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new TypeError(`Cannot combine ${a.currency} with ${b.currency}`);
  }
}

export function add(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return money(a.cents + b.cents, a.currency);
}

export function subtract(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return money(a.cents - b.cents, a.currency);
}

export function multiply(amount: Money, factor: number): Money {
  return money(Math.round(amount.cents * factor), amount.currency);
}

export function percentOf(amount: Money, percent: number): Money {
  return multiply(amount, percent / 100);
}

export function sum(amounts: Iterable<Money>, currency: Currency = 'EUR'): Money {
  let total = money(0, currency);
  for (const amount of amounts) total = add(total, amount);
  return total;
}
