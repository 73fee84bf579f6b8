import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotFoundError, ValidationError } from '../src/domain/errors.js';
import { productFromRow, rowFromProduct } from '../src/storage/productRows.js';
import { now, shop } from './helpers.js';

test('products can be searched, listed and changed', () => {
  const { products } = shop();
  assert.deepEqual(products.search('hammer').map((product) => product.sku), ['TL-1001']);
  assert.equal(products.list().length, 3);
  assert.equal(products.list({ includeDiscontinued: true, category: 'paint' }).length, 1);
  assert.equal(products.update('TL-1001', { name: 'Hammer' }).name, 'Hammer');
  assert.throws(() => products.get('ZZ-999'), NotFoundError);
});

test('pages are cut from the sorted list', () => {
  const { products } = shop();
  const page = products.page({ offset: 1, limit: 2 });
  assert.equal(page.total, 4);
  assert.deepEqual(page.items.map((item) => item.name), ['Old gloss', 'Potting soil']);
});

test('rows become products and back', () => {
  const row = rowFromProduct(shop().products.raiseMinimum('TL-1001', 5));
  assert.equal(row['minimum'], '15');
  assert.deepEqual(rowFromProduct(productFromRow(row)), row);
  assert.throws(() => productFromRow({ sku: 'nope' }), ValidationError);
});

test('the ledger keeps the history of every product', () => {
  const { ledger } = shop();
  ledger.record('TL-1001', -2, 'damage', 'shelf');
  assert.deepEqual(ledger.lastMovement('TL-1001'), {
    sku: 'TL-1001',
    change: -2,
    reason: 'damage',
    at: now,
    reference: 'shelf',
  });
  assert.equal(ledger.history('TL-1001').length, 2);
  assert.deepEqual(ledger.skus(), ['FX-2040', 'GD-3300', 'TL-1001']);
});
