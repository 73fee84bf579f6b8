import { Customer } from './customer.js';
import { add, type Money, multiply, sum } from './money.js';

export type OrderStatus = 'draft' | 'placed' | 'picked' | 'shipped' | 'delivered' | 'cancelled';

export interface OrderLine {
  sku: string;
  quantity: number;
  unitPrice: Money;
}

export interface Order {
  readonly id: string;
  readonly customer: Customer;
  readonly placedAt: Date;
  status: OrderStatus;
  lines: OrderLine[];
  note?: string;
}

export function lineTotal(line: OrderLine): Money {
  return multiply(line.unitPrice, line.quantity);
}

export function orderTotal(order: Order): Money {
  let currency = order.lines[0]?.unitPrice.currency ?? 'EUR';
  return sum(order.lines.map(lineTotal), currency);
}

export function unitCount(order: Order): number {
  return order.lines.reduce((count, line) => count + line.quantity, 0);
}

export function isOpen(order: Order): boolean {
  return !['shipped', 'delivered', 'cancelled'].includes(order.status);
}
