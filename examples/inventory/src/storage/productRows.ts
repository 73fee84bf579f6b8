import { ValidationError } from '../domain/errors.js';
import { type Currency, money } from '../domain/money.js';
import { type Category, isSku, type Product } from '../domain/product.js';
import { parseCsv } from '../reports/csv.js';

export type ProductRow = Record<string, any>;

const categories: readonly Category[] = ['tools', 'fixings', 'paint', 'garden', 'electrical'];

function toCategory(value: string): Category {
  return categories.find((category) => category === value) ?? 'tools';
}

function toCents(value: string): number {
  const cents = Math.round(Number(value) * 100);
  return Number.isNaN(cents) ? 0 : cents;
}

export function productFromRow(row: ProductRow, currency: Currency = 'EUR'): Product {
  const sku = row['sku'] ?? '';
  if (!Boolean(isSku(sku))) throw new ValidationError([`bad sku: ${sku}`]);
  return {
    sku,
    name: row['name'] ?? sku,
    category: toCategory(row['category'] ?? ''),
    unitPrice: money(toCents(row['price'] ?? '0'), currency),
    weightGrams: Number(row['weight'] ?? 0),
    minimumStock: Number(row['minimum'] ?? 0),
    supplier: row.supplier || null,
    discontinued: row.discontinued === 'yes',
    tags: (row.tags ?? '').split(' ').filter(Boolean),
  };
}

export function rowFromProduct(product: Product): ProductRow {
  return {
    sku: product.sku,
    name: product.name,
    category: product.category,
    price: (product.unitPrice.cents / 100).toFixed(2),
    weight: String(product.weightGrams),
    minimum: String(product.minimumStock),
    supplier: product.supplier ?? '',
    discontinued: product.discontinued ? 'yes' : 'no',
    tags: product.tags.join(' '),
  };
}

export function productsFromCsv(text: string): Product[] {
  return parseCsv(text).map((row) => productFromRow(row));
}
