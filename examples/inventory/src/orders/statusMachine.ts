import { ConflictError } from '../domain/errors.js';
import type { Order, OrderStatus } from '../domain/order.js';

const transitions: Record<OrderStatus, readonly OrderStatus[]> = {
  draft: ['placed', 'cancelled'],
  placed: ['picked', 'cancelled'],
  picked: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
};

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return transitions[from].includes(to);
}

export function nextStatuses(from: OrderStatus): readonly OrderStatus[] {
  return transitions[from];
}

export function moveTo(order: Order, status: OrderStatus): Order {
  if (!canMove(order.status, status)) {
    throw new ConflictError(`Order ${order.id} cannot go from ${order.status} to ${status}`);
  }
  order.status = status;
  return order;
}

export function isFinal(status: OrderStatus): boolean {
  return transitions[status].length === 0;
}

export function pathTo(from: OrderStatus, to: OrderStatus): OrderStatus[] | null {
  if (from === to) return [from];
  for (const next of transitions[from]) {
    const rest = pathTo(next, to);
    if (rest) return [from, ...rest];
  }
  return null;
}
