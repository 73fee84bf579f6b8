import type { Money } from './money.js';

export type Category = 'tools' | 'fixings' | 'paint' | 'garden' | 'electrical';

export interface Product {
  readonly sku: string;
  name: string;
  category: Category;
  unitPrice: Money;
  weightGrams: number;
  minStock: number;
  supplier: string | null;
  discontinued: boolean;
  tags: string[];
}

export type ProductChanges = Partial<Omit<Product, 'sku'>>;

const skuPattern = /^[A-Z]{2,4}-\d{3,6}$/;

export function isSku(value: string): boolean {
  return skuPattern.test(value);
}

export function applyChanges(product: Product, changes: ProductChanges): Product {
  return { ...product, ...changes, sku: product.sku };
}

export function isSellable(product: Product): boolean {
  return !product.discontinued && product.unitPrice.cents > 0;
}

export function byName(a: Product, b: Product): number {
  return a.name.localeCompare(b.name, 'en');
}
