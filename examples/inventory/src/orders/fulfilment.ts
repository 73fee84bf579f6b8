import type { EventBus } from '../domain/events.js';
import type { Order, OrderLine } from '../domain/order.js';
import type { Product } from '../domain/product.js';
import type { OrderRepository } from '../storage/orderRepository.js';
import type { StockLedger } from '../storage/stockLedger.js';
import { moveTo } from './statusMachine.js';

export interface PickTask {
  orderId: string;
  sku: string;
  quantity: number;
  zone: string;
}

export interface Parcel {
  orderId: string;
  lines: OrderLine[];
  trackingCode: string;
}

export function zoneOf(product: Product): string {
  let zone = 'aisle B';
  switch (product.category) {
    case 'garden':
      zone = 'yard';
      break;
    case 'paint':
      zone = 'cold store';
    case 'tools':
    case 'electrical':
      zone = 'aisle A';
      break;
  }
  return zone;
}

export class Fulfilment {
  #parcels: Array<Parcel> = [];
  private readonly carrier = 'parcel service';

  constructor(
    private readonly orders: OrderRepository,
    private readonly ledger: StockLedger,
    private readonly events: EventBus,
  ) {}

  pickList(lookup: (sku: string) => Product): PickTask[] {
    let tasks: PickTask[] = [];
    for (const order of this.orders.byStatus('placed')) {
      for (const line of order.lines) {
        const zone = zoneOf(lookup(line.sku));
        tasks.push({ orderId: order.id, sku: line.sku, quantity: line.quantity, zone });
      }
    }
    return tasks.sort((a, b) => a.zone.localeCompare(b.zone));
  }

  pick(id: string): Order {
    return moveTo(this.orders.get(id), 'picked');
  }

  ship(id: string, trackingCode: string): Parcel {
    const order = moveTo(this.orders.get(id), 'shipped');
    for (const line of order.lines) {
      this.ledger.release(line.sku, line.quantity);
      this.ledger.record(line.sku, -line.quantity, 'sale', order.id);
    }
    const parcel: Parcel = { orderId: order.id, lines: order.lines, trackingCode };
    this.#parcels.push(parcel);
    this.events.emit('order.shipped', { order, trackingCode });
    return parcel;
  }

  readyToShip(): Order[] {
    return this.orders.all().filter((order) => order.status === 'packed');
  }

  parcelsOf(orderId: string): Parcel[] {
    return this.#parcels.filter((parcel) => parcel.orderId === orderId);
  }
}
