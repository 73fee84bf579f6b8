import { isOpen, type Order, type OrderLine, type OrderStatus } from '../domain/order.js';
import { MemoryRepository } from './memoryRepository.js';

export interface DateRange {
  from: Date;
  to: Date;
}

export class OrderRepository extends MemoryRepository<Order> {
  #sequence = 0;

  constructor() {
    super('order', (order) => order.id);
  }

  nextId(now: Date): string {
    this.#sequence = this.#sequence + 1;
    return `${now.getUTCFullYear()}-${String(this.#sequence).padStart(5, '0')}`;
  }

  all(): Order[] {
    return super.all().sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
  }

  open(): Order[] {
    return this.filter(isOpen);
  }

  byStatus(status: OrderStatus): Order[] {
    return this.filter((order) => order.status === status);
  }

  ofCustomer(customerId: string): Order[] {
    return this.filter((order) => order.customer.id === customerId);
  }

  placedWithin(range: DateRange): Order[] {
    var start = range.from.getTime();
    var end = range.to.getTime();
    return this.filter((order) => {
      const placed = order.placedAt.getTime();
      return placed >= start && placed < end;
    });
  }

  latest(customerId: string): Order | undefined {
    return this.ofCustomer(customerId).at(-1);
  }
}
