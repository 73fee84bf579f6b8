import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCsv, toCsv } from '../src/reports/csv.js';
import { reorderSummary, suggestReorders } from '../src/reports/reorderReport.js';
import { dailySales, revenueBySku, salesReport } from '../src/reports/salesReport.js';
import { lowRows, stockReport, stockRows, stockValue } from '../src/reports/stockReport.js';
import { now, shop } from './helpers.js';

test('csv survives a round trip', () => {
  const text = toCsv(['name', 'note'], [['Screws, long', 'say "hi"'], ['Plain', null]]);
  assert.deepEqual(parseCsv(text), [
    { name: 'Screws, long', note: 'say "hi"' },
    { name: 'Plain', note: '' },
  ]);
});

test('the stock report lists value and what is low', () => {
  const { products, ledger } = shop();
  ledger.reserve('TL-1001', 5);
  const rows = stockRows(products, ledger);
  assert.equal(stockValue(rows).cents, 12 * 1850 + 200 * 420 + 8 * 790);
  assert.deepEqual(lowRows(rows).map((row) => row.product.sku), ['TL-1001']);
  const lines = stockReport(rows).split('\n');
  assert.equal(lines[1], 'TL-1001,Claw hammer,12,5,10,€222.00');
});

test('reorders cover the minimum and the demand', () => {
  const { products, ledger } = shop();
  ledger.record('TL-1001', -9, 'sale');
  const suggestions = suggestReorders(products.all(), ledger, now);
  assert.deepEqual(suggestions, [{ sku: 'TL-1001', supplier: 'Northgate', quantity: 10 }]);
  assert.equal(reorderSummary(suggestions), '1 item to order from 1 supplier');
});

test('sales are summed by day and by product', () => {
  const { service, orders } = shop();
  service.place({ customerId: 'c1', items: [{ sku: 'TL-1001', quantity: 2 }] });
  const second = service.place({ customerId: 'c1', items: [{ sku: 'FX-2040', quantity: 10 }] });
  assert.deepEqual(revenueBySku(orders.all())['FX-2040'], { cents: 4200, currency: 'EUR' });
  service.cancel(second.id, 'test');
  assert.deepEqual(dailySales(orders.all()), [
    { day: '2025-03-10', orders: 1, units: 2, revenue: { cents: 3700, currency: 'EUR' } },
  ]);
  const report = salesReport(orders, { from: new Date('2025-03-10'), to: new Date('2025-03-11') });
  assert.equal(report, 'Sales 2025-03-10 to 2025-03-11\n2025-03-10  1 orders  €37.00');
});
