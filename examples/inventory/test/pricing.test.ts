import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money } from '../src/domain/money.js';
import type { OrderLine } from '../src/domain/order.js';
import { bestDiscount } from '../src/pricing/discounts.js';
import { convert, PriceList } from '../src/pricing/priceList.js';
import { quote } from '../src/pricing/quote.js';
import { shippingCost, shippingOptions } from '../src/pricing/shipping.js';
import { supportedCountries, taxPercent } from '../src/pricing/taxes.js';
import { customer, shop } from './helpers.js';

test('the best discount counts', () => {
  const { products } = shop();
  const product = products.get('FX-2040');
  const line: OrderLine = { sku: product.sku, quantity: 100, unitPrice: product.unitPrice };
  assert.equal(bestDiscount({ customer, line, product }).cents, 4200);
  assert.equal(bestDiscount({ customer, line: { ...line, quantity: 1 }, product }).cents, 13);
});

test('tax depends on country, category and business', () => {
  const address = { street: 'Kade 1', city: 'Delft', postcode: '2611', country: 'NL' };
  assert.equal(taxPercent(customer, 'tools'), 19);
  assert.equal(taxPercent(customer, 'garden'), 7);
  assert.equal(taxPercent({ ...customer, address }, 'tools'), 21);
  assert.equal(taxPercent({ ...customer, address, vatNumber: 'NL1' }, 'tools'), 0);
  assert.deepEqual(supportedCountries(), ['DE', 'FR', 'IE', 'NL']);
});

test('price lists convert and take overrides', () => {
  const { products } = shop();
  const list = new PriceList('USD');
  assert.equal(convert(money(1000), 'USD').cents, 1080);
  list.override('TL-1001', money(2000, 'USD'));
  assert.equal(list.priceOf(products.get('TL-1001')).cents, 2000);
  assert.equal(list.entries(products.all()).length, 3);
  assert.match(list.print(products.list({ category: 'tools' })), /^TL-1001 {5}Claw hammer +\$20\.00$/);
});

test('a quote adds discount and tax per line', () => {
  const { products } = shop();
  const lines: OrderLine[] = [
    { sku: 'TL-1001', quantity: 2, unitPrice: money(1850) },
    { sku: 'GD-3300', quantity: 1, unitPrice: money(790) },
  ];
  const result = quote(lines, customer, (sku) => products.get(sku));
  assert.equal(result.discount.cents, 111 + 237);
  assert.equal(result.tax.cents, 682 + 39);
  assert.equal(result.total.cents, 3589 + 682 + 553 + 39);
});

test('shipping depends on weight', () => {
  assert.equal(shippingCost('parcel', 4_000).cents, 590);
  assert.equal(shippingCost('express', 2_500).cents, 1650);
  assert.deepEqual(
    shippingOptions(40_000).map((option) => option.method),
    ['pickup', 'freight'],
  );
});
