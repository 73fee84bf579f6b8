import type { EventBus } from '../domain/events.js';
import { Channel, Delivery, Message } from './channel.js';
import { fill, lowStock, orderPlaced, orderShipped } from './templates.js';

export interface DispatcherOptions {
  stockRecipient?: string;
  onFailure?: (error: unknown) => void;
}

export class Dispatcher {
  readonly #channels: Channel[] = [];
  readonly #deliveries: Delivery[] = [];
  readonly #pending = new Set<Promise<void>>();

  constructor(private readonly options: DispatcherOptions = {}) {}

  use(channel: Channel): this {
    this.#channels.push(channel);
    return this;
  }

  attach(events: EventBus): void {
    const { stockRecipient } = this.options;
    events.on('order.placed', ({ order }) => this.queue(orderPlaced(order)));
    events.on('order.shipped', ({ order, trackingCode }) =>
      this.queue(orderShipped(order, trackingCode)),
    );
    if (stockRecipient) {
      events.on('stock.low', ({ product, available }) =>
        this.queue(lowStock(product, available, stockRecipient)),
      );
    }
  }

  queue(message: Message): void {
    const task = this.deliver(message).finally(() => this.#pending.delete(task));
    this.#pending.add(task);
  }

  async settle(): Promise<Delivery[]> {
    await Promise.all(this.#pending);
    return [...this.#deliveries];
  }

  private async deliver(message: Message): Promise<void> {
    const channel = this.#channels.find((candidate) => candidate.accepts(message.recipient));
    try {
      this.#deliveries.push(await channel.send(message));
    } catch (error) {
      this.options.onFailure(error);
    }
  }
}
