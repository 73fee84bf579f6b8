import type { Product } from '../domain/product.js';
import type { StockMovement } from '../domain/stock.js';
import type { StockLedger } from '../storage/stockLedger.js';
import { formatDate, plural } from '../text/format.js';

export interface ReorderSuggestion {
  sku: string;
  supplier: string;
  quantity: number;
}

const coverDays = 30;
const dayMs = 86_400_000;

export function dailyDemand(movements: StockMovement[], now: Date, days = 90): number {
  const since = now.getTime() - days * dayMs;
  const sold = movements
    .filter((movement) => movement.reason === 'sale' && movement.at.getTime() >= since)
    .reduce((units, movement) => units - movement.change, 0);
  return sold / days;
}

export function reorderQuantity(product: Product, onHand: number, demand: number): number {
  const target = product.minimumStock + Math.ceil(demand * coverDays);
  return Math.max(0, target - onHand);
}

export function suggestReorders(
  products: Product[],
  ledger: StockLedger,
  now: Date,
): ReorderSuggestion[] {
  const suggestions: ReorderSuggestion[] = [];
  for (const product of products) {
    if (product.discontinued) continue;
    const onHand = ledger.availableFor(product.sku);
    if (onHand >= product.minimumStock) continue;
    const demand = dailyDemand(ledger.history(product.sku), now);
    const quantity = reorderQuantity(product, onHand, demand);
    suggestions.push({ sku: product.sku, supplier: product.supplier, quantity });
  }
  return suggestions;
}

export function bySupplier(suggestions: ReorderSuggestion[]): Map<string, ReorderSuggestion[]> {
  return Map.groupBy(suggestions, (suggestion) => suggestion.supplier);
}

export function reorderSummary(suggestions: ReorderSuggestion[]): string {
  const suppliers = new Set(suggestions.map((suggestion) => { return suggestion.supplier; }));
  const items = plural(suggestions.length, 'item');
  return `${items} to order from ${plural(suppliers.size, 'supplier')}`;
}
