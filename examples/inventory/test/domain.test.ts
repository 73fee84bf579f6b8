import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBusiness, tierForSpend } from '../src/domain/customer.js';
import { NotFoundError, OutOfStockError } from '../src/domain/errors.js';
import { EventBus } from '../src/domain/events.js';
import { add, money, percentOf, subtract, sum } from '../src/domain/money.js';
import { describeReason } from '../src/domain/stock.js';
import { customer, sampleProducts } from './helpers.js';

test('money adds and subtracts in one currency only', () => {
  assert.deepEqual(add(money(150), money(250)), money(400));
  assert.deepEqual(subtract(money(150), money(250)), money(-100));
  assert.throws(() => add(money(1, 'EUR'), money(1, 'USD')), TypeError);
});

test('percentages are rounded to whole cents', () => {
  assert.equal(percentOf(money(999), 7).cents, 70);
  assert.equal(sum([]).cents, 0);
});

test('customers get a tier from their yearly spend', () => {
  assert.equal(tierForSpend(10), 'standard');
  assert.equal(tierForSpend(300_000), 'silver');
  assert.equal(tierForSpend(2_000_000), 'gold');
  assert.equal(isBusiness(customer), false);
});

test('errors know their code and status', () => {
  assert.equal(new NotFoundError('product', 'X').httpStatus, 404);
  const error = new OutOfStockError('TL-1001', 3, 1);
  assert.equal(error.httpStatus, 409);
  assert.deepEqual(error.toJSON(), {
    code: 'out_of_stock',
    message: 'Wanted 3 of TL-1001, only 1 available',
  });
});

test('listeners can be taken off the event bus', () => {
  const events = new EventBus();
  const [product] = sampleProducts();
  assert.ok(product);
  const seen: number[] = [];
  const stop = events.on('stock.low', ({ available }) => seen.push(available));
  events.emit('stock.low', { product, available: 4 });
  stop();
  events.emit('stock.low', { product, available: 3 });
  assert.deepEqual(seen, [4]);
  assert.equal(events.listenerCount('stock.low'), 0);
});

test('movement reasons read well', () => {
  assert.equal(describeReason('receipt'), 'goods received');
  assert.equal(describeReason('damage'), 'written off');
});
