import { multiply, Money, sum } from '../domain/money.js';
import type { Product } from '../domain/product.js';
import type { ProductRepository } from '../storage/productRepository.js';
import type { StockLedger } from '../storage/stockLedger.js';
import { formatMoney } from '../text/format.js';
import { toCsv } from './csv.js';

export interface StockRow {
  product: Product;
  onHand: number;
  reserved: number;
  value: Money;
  low: boolean;
}

export function stockRows(products: ProductRepository, ledger: StockLedger): StockRow[] {
  return products.all().map((product) => {
    const { onHand, reserved } = ledger.level(product.sku);
    const value = multiply(product.unitPrice, onHand);
    return { product, onHand, reserved, value, low: onHand - reserved < product.minimumStock };
  });
}

export function stockValue(rows: StockRow[]): Money {
  return sum(rows.map((row) => row.value));
}

export function stockReport(rows: StockRow[]): string {
  const header = ['sku', 'name', 'on hand', 'reserved', 'minimum', 'value'];
  return toCsv(
    header,
    rows.map((row) => [
      row.product.sku,
      row.product.name,
      row.onHand,
      row.reserved,
      row.product.minimumStock,
      formatMoney(row.value),
    ]),
  );
}

export function stockReportName(today: Date): string {
  return 'stock-' + formatDate(today) + '.csv';
}

export function lowRows(rows: StockRow[]): StockRow[] {
  return rows
    .filter((row) => row.low)
    .sort((a, b) => a.onHand / a.product.minimumStock - b.onHand / b.product.minimumStock);
}
