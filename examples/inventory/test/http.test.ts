import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRouter } from '../src/http/handlers.js';
import { chain, withErrors, withLog } from '../src/http/middleware.js';
import { parseUrl } from '../src/http/request.js';
import { shop } from './helpers.js';

async function call(method: 'GET' | 'POST', url: string, body?: unknown) {
  const { products, orders, service, ledger } = shop();
  const router = createRouter({ products, orders, service, ledger });
  const { path, query } = parseUrl(url);
  const match = router.match(method, path);
  assert.ok(match);
  const log: string[] = [];
  const handler = chain(match.handler, withLog((line) => log.push(line), () => 0), withErrors);
  const response = await handler({ method, path, query, params: match.params, body });
  return { response, log };
}

test('a product is shown by its number', async () => {
  const { response, log } = await call('GET', '/products/TL-1001');
  assert.equal(response.status, 200);
  assert.deepEqual(response.body, {
    sku: 'TL-1001',
    name: 'Claw hammer',
    price: '€18.50',
    available: 12,
    low: false,
  });
  assert.deepEqual(log, ['GET /products/TL-1001 200 0ms']);
});

test('orders are placed over http', async () => {
  const body = { customerId: 'c1', items: [{ sku: 'FX-2040', quantity: 2 }] };
  const { response } = await call('POST', '/orders', body);
  assert.deepEqual(response, { status: 201, body: { id: '2025-00001', total: '€8.40' } });
});

test('domain errors become responses', async () => {
  assert.equal((await call('GET', '/products/ZZ-999')).response.status, 404);
  assert.equal((await call('POST', '/orders', { customerId: 'c1' })).response.status, 422);
});
