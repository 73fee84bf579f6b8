import type { Customer } from '../domain/customer.js';
import { add, type Money, money, subtract, sum } from '../domain/money.js';
import { lineTotal, type OrderLine } from '../domain/order.js';
import type { Category, Product } from '../domain/product.js';
import { bestDiscount } from './discounts.js';
import type { ProductLookup } from './shipping.js';
import { taxOn } from './taxes.js';

export interface QuoteLine {
  sku: string;
  gross: Money;
  discount: Money;
  tax: Money;
  total: Money;
}

export interface Quote {
  lines: QuoteLine[];
  discount: Money;
  tax: Money;
  total: Money;
}

function quoteLine(line: OrderLine, customer: Customer, lookup: ProductLookup): QuoteLine {
  const product = lookup(line.sku);
  const gross = lineTotal(line);
  const discount = bestDiscount({ customer, line, product });
  const net = subtract(gross, discount);
  const tax = taxOn(net, customer, product.category);
  return { sku: line.sku, gross: gross, discount: discount, tax: tax, total: add(net, tax) };
}

export function quote(lines: OrderLine[], customer: Customer, lookup: ProductLookup): Quote {
  const currency = lines[0]?.unitPrice.currency ?? 'EUR';
  const quoted = lines.map((line) => quoteLine(line, customer, lookup));
  return {
    lines: quoted,
    discount: sum(quoted.map((line) => line.discount), currency),
    tax: sum(quoted.map((line) => line.tax), currency),
    total: sum(quoted.map((line) => line.total), currency),
  };
}

export function cheapest(quotes: Quote[]): Quote | undefined {
  let best = quotes.at(0);
  for (const candidate of quotes) {
    if (candidate.total.cents < best.total.cents) best = candidate;
  }
  return best;
}

export function savings(result: Quote): Money {
  return result.lines.length === 0 ? money(0) : result.discount;
}
