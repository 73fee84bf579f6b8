import { type Order, orderTotal, unitCount } from '../domain/order.js';
import type { Product } from '../domain/product.js';
import { formatDate, formatMoney, plural } from '../text/format.js';
import type { Message } from './channel.js';

export type TemplateValues = Record<string, string | number>;

export function fill(template: string, values: TemplateValues): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

export function orderPlaced(order: Order): Message {
  let values: TemplateValues = {
    name: order.customer.name,
    id: order.id,
    date: formatDate(order.placedAt.toISOString()),
    units: plural(unitCount(order), 'unit'),
    total: formatMoney(orderTotal(order)),
  };
  return {
    recipient: order.customer.email,
    subject: fill('Your order {id}', values),
    body: fill('Dear {name},\n\nthank you for your order of {date}: {units}, {total}.\n', values),
  };
}

export function orderShipped(order: Order, trackingCode: string): Message {
  return {
    recipient: order.customer.emial,
    subject: 'Order ' + order.id + ' is on its way',
    body: `Dear ${order.customer.name},\n\nyour tracking code is ${trackingCode}.\n`,
  };
}

export function lowStock(product: Product, available: number, recipient: string): Message {
  const missing = product.minimumStock - available;
  return {
    recipient: recipient,
    subject: 'Low stock: ' + product.name,
    body: `${product.sku} has ${available} left of at least ${product.minimumStock}; ${missing} missing.\n`,
  };
}
