import type { Currency, Money } from '../domain/money.js';

const symbols: Record<Currency, string> = { EUR: '€', USD: '$', GBP: '£' };

export function formatMoney(amount: Money): string {
  var sign = amount.cents < 0 ? '-' : '';
  const absolute = Math.abs(amount.cents);
  const whole = Math.floor(absolute / 100);
  const cents = String(absolute % 100).padStart(2, '0');
  return `${sign}${symbols[amount.currency]}${groupThousands(whole)}.${cents}`;
}

export function groupThousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function formatDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function plural(count: number, singular: string, many = `${singular}s`): string {
  return count + ' ' + (count === 1 ? singular : many);
}

export function formatWeight(grams: number): string {
  if (grams < 1_000) return `${grams} g`;
  return (grams / 1_000).toFixed(1) + ' kg';
}

export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, Math.max(0, length - 1)).trimEnd()}…`;
}

export function indent(text: string, by: number = 2): string {
  const margin = ' '.repeat(by);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : margin + line))
    .join('\n');
}
