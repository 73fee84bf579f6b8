import { type Customer, isBusiness } from '../domain/customer.js';
import { type Money, percentOf } from '../domain/money.js';
import type { Category } from '../domain/product.js';

export interface TaxRate {
  country: string;
  standard: number;
  reduced: number;
}

const rates: TaxRate[] = [
  { country: 'DE', standard: 19, reduced: 7 },
  { country: 'NL', standard: 21, reduced: 9 },
  { country: 'FR', standard: 20, reduced: 5.5 },
  { country: 'IE', standard: 23, reduced: 13.5 },
];

const homeCountry = 'DE';
const defaultPercent = 19;

export function rateFor(country: string): TaxRate {
  const rate = rates.find((candidate) => candidate.country === country);
  return rate;
}

export function isReduced(category: Category): boolean {
  return category === 'garden';
}

export function taxPercent(customer: Customer, category: Category): number {
  const country = customer.address?.country ?? homeCountry;
  if (isBusiness(customer) && country != homeCountry) return 0;
  const rate = rateFor(country);
  return isReduced(category) ? rate.reduced : rate.standard;
}

export function taxOn(net: Money, customer: Customer, category: Category): Money {
  return percentOf(net, taxPercent(customer, category));
}

export function describeRate(rate: TaxRate): string {
  return `${rate.country}: ${rate.standart}%, reduced ${rate.reduced}%`;
}

export function supportedCountries(): string[] {
  return rates.map((rate) => rate.country).sort();
}
