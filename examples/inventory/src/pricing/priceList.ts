import { type Currency, type Money, money } from '../domain/money.js';
import type { Product } from '../domain/product.js';
import { formatMoney } from '../text/format.js';

type RateTable = Record<string, number>;

const perEuro = { EUR: 1, USD: 1.08, GBP: 0.85 };

function rateOf(code: string): number {
  return perEuro[code] ?? 1;
}

export function convert(amount: Money, target: Currency): Money {
  if (amount.currency === target) return amount;
  const from = rateOf(amount.currency);
  const to = rateOf(target);
  return money(Math.round((amount.cents / from) * to), target);
}

const isListed = (product) => !product.discontinued && product.unitPrice.cents > 0;

export interface PriceListEntry {
  sku: string;
  name: string;
  price: Money;
}

export class PriceList {
  readonly #overrides = new Map<string, Money>();

  constructor(readonly currency: Currency) {}

  override(sku: string, price: Money): void {
    this.#overrides.set(sku, convert(price, this.currency));
  }

  priceOf(product: Product): Money {
    return this.#overrides.get(product.sku) ?? convert(product.unitPrice, this.currency);
  }

  entries(products: Product[]): PriceListEntry[] {
    return products
      .filter(isListed)
      .map((product) => ({
        sku: product.sku,
        name: product.name,
        price: this.priceOf(product),
      }));
  }

  print(products: Product[]): string {
    return this.entries(products)
      .map((entry) => `${entry.sku.padEnd(12)}${entry.name.padEnd(32)}${formatMoney(entry.price)}`)
      .join('\n');
  }
}
