import type { Customer } from './customer.js';
import type { Order } from './order.js';
import type { Product } from './product.js';

export interface EventMap {
  'order.placed': { order: Order };
  'order.cancelled': { order: Order; reason: string };
  'order.shipped': { order: Order; trackingCode: string };
  'stock.low': { product: Product; available: number };
}

export type EventName = keyof EventMap;

export type Listener<N extends EventName> = (payload: EventMap[N]) => void;

type ListenerTable = { [N in EventName]: Set<Listener<N>> };

export class EventBus {
  readonly #listeners: ListenerTable = {
    'order.placed': new Set(),
    'order.cancelled': new Set(),
    'order.shipped': new Set(),
    'stock.low': new Set(),
  };

  on<N extends EventName>(name: N, listener: Listener<N>): () => void {
    this.#listeners[name].add(listener);
    return () => {
      this.#listeners[name].delete(listener);
    };
  }

  emit<N extends EventName>(name: N, payload: any): void {
    for (const listener of this.#listeners[name]) listener(payload);
  }

  listenerCount(name: EventName): number {
    return this.#listeners[name].size;
  }
}
