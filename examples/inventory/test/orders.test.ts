import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConflictError, OutOfStockError, ValidationError } from '../src/domain/errors.js';
import { orderTotal, unitCount } from '../src/domain/order.js';
import { Fulfilment } from '../src/orders/fulfilment.js';
import { acceptReturn, returnedUnits } from '../src/orders/returns.js';
import { canMove, isFinal, moveTo, pathTo } from '../src/orders/statusMachine.js';
import { findProblems, mergeItems } from '../src/orders/validation.js';
import { shop } from './helpers.js';

test('placing an order reserves stock', () => {
  const { service, ledger } = shop();
  const order = service.place({
    customerId: 'c1',
    items: [
      { sku: 'TL-1001', quantity: 1 },
      { sku: 'TL-1001', quantity: 1 },
    ],
  });
  assert.equal(order.id, '2025-00001');
  assert.equal(unitCount(order), 2);
  assert.equal(orderTotal(order).cents, 3700);
  assert.equal(ledger.availableFor('TL-1001'), 10);
});

test('an order below the minimum warns about low stock', () => {
  const { service, events } = shop();
  const warnings: string[] = [];
  events.on('stock.low', ({ product, available }) => warnings.push(`${product.sku} ${available}`));
  service.place({ customerId: 'c1', items: [{ sku: 'TL-1001', quantity: 3 }] });
  service.place({ customerId: 'c1', items: [{ sku: 'FX-2040', quantity: 3 }] });
  assert.deepEqual(warnings, ['TL-1001 9']);
});

test('orders that cannot be met are refused', () => {
  const { service, orders } = shop();
  const place = (sku: string, quantity: number) =>
    service.place({ customerId: 'c1', items: [{ sku, quantity }] });
  assert.throws(() => place('TL-1001', 13), OutOfStockError);
  assert.throws(() => place('PT-0420', 1), ConflictError);
  assert.throws(() => place('hammer', 1), ValidationError);
  assert.equal(orders.count(), 0);
});

test('cancelling releases the stock', () => {
  const { service, ledger } = shop();
  const order = service.place({ customerId: 'c1', items: [{ sku: 'GD-3300', quantity: 2 }] });
  service.cancel(order.id, 'changed my mind');
  assert.equal(ledger.availableFor('GD-3300'), 8);
  assert.throws(() => service.cancel(order.id, 'again'), ConflictError);
});

test('shipping books the sale and returns restock', () => {
  const { service, orders, ledger, events, products } = shop();
  const fulfilment = new Fulfilment(orders, ledger, events);
  const order = service.place({ customerId: 'c1', items: [{ sku: 'TL-1001', quantity: 4 }] });
  assert.deepEqual(fulfilment.pickList((sku) => products.get(sku)), [
    { orderId: order.id, sku: 'TL-1001', quantity: 4, zone: 'aisle A' },
  ]);
  fulfilment.pick(order.id);
  fulfilment.ship(order.id, 'T-1');
  assert.equal(ledger.level('TL-1001').onHand, 8);
  moveTo(order, 'delivered');
  const refund = acceptReturn({ order, sku: 'TL-1001', quantity: 1, condition: 'unopened' }, ledger);
  assert.deepEqual(refund, { orderId: order.id, amount: { cents: 1850, currency: 'EUR' }, restocked: true });
  assert.equal(returnedUnits(ledger.history('TL-1001')), 1);
});

test('the status machine knows its paths', () => {
  assert.equal(canMove('draft', 'shipped'), false);
  assert.equal(isFinal('cancelled'), true);
  assert.deepEqual(pathTo('placed', 'delivered'), ['placed', 'picked', 'shipped', 'delivered']);
  assert.equal(pathTo('shipped', 'draft'), null);
});

test('bad input is explained', () => {
  assert.deepEqual(findProblems({ customerId: ' ', items: [{ sku: 'x', quantity: 0 }] }), [
    'item 1: bad sku "x"',
    'item 1: quantity must be a positive whole number',
    'customer is missing',
  ]);
  assert.deepEqual(mergeItems([]), []);
});
