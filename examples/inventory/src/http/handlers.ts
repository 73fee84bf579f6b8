import { ValidationError } from '../domain/errors.js';
import { orderTotal } from '../domain/order.js';
import type { Product } from '../domain/product.js';
import type { OrderService } from '../orders/orderService.js';
import type { OrderItemInput, PlaceOrderInput } from '../orders/validation.js';
import type { OrderRepository } from '../storage/orderRepository.js';
import type { ProductRepository } from '../storage/productRepository.js';
import type { StockLedger } from '../storage/stockLedger.js';
import { formatMoney } from '../text/format.js';
import { isRecord, queryNumber } from './request.js';
import { type Handler, Router } from './router.js';

export interface HandlerParts {
  products: ProductRepository;
  orders: OrderRepository;
  service: OrderService;
  ledger: StockLedger;
}

function toItem(value: unknown): OrderItemInput {
  if (!isRecord(value)) throw new ValidationError(['item is not an object']);
  return { sku: String(value['sku'] ?? ''), quantity: Number(value['quantity'] ?? 1) };
}

function toOrderInput(body: unknown): PlaceOrderInput {
  if (!isRecord(body)) throw new ValidationError(['body is not an object']);
  const items = Array.isArray(body.items) ? body.items.map(toItem) : [];
  const note = body.note;
  return {
    customerId: String(body.customerId ?? ''),
    items: items,
    note: typeof note === 'string' ? note : undefined,
  };
}

function productView(product: Product, available: number): Record<string, unknown> {
  return {
    sku: product.sku,
    name: product.name,
    price: formatMoney(product.unitPrice),
    available,
    low: available < product.minimumStock,
  };
}

const orderView = (order) => ({ id: order.id, status: order.status });

export function createRouter({ products, orders, service, ledger }: HandlerParts): Router {
  const listProducts: Handler = (request) => {
    const page = products.page({ offset: queryNumber(request, 'offset', 0) });
    const items = page.items.map((item) => productView(item, ledger.availableFor(item.sku)));
    return { status: 200, body: { ...page, items } };
  };

  const showProduct: Handler = ({ params }) => {
    const product = products.get(params['sku'] ?? '');
    return { status: 200, body: productView(product, ledger.availableFor(product.sku)) };
  };

  const placeOrder: Handler = ({ body }) => {
    const order = service.place(toOrderInput(body));
    return { status: 201, body: { id: order.id, total: formatMoney(orderTotal(order)) } };
  };

  const cancelOrder: Handler = ({ params, query }) => {
    const order = service.cancel(params.id ?? '', query.reason ?? 'not given');
    return { status: 200, body: { id: order.id, status: order.status } };
  };

  const listOrders: Handler = ({ query }) => {
    const found = query['customer'] ? orders.ofCustomer(query['customer']) : orders.open();
    return { status: 200, body: found.map(orderView) };
  };

  return new Router()
    .add('GET', '/products', listProducts)
    .add('GET', '/products/:sku', showProduct)
    .add('GET', '/orders', listOrders)
    .add('POST', '/orders', placeOrder)
    .add('DELETE', '/orders/:id', cancelOrder);
}
