import type { Customer } from '../domain/customer.js';
import { ConflictError } from '../domain/errors.js';
import type { EventBus } from '../domain/events.js';
import type { Order, OrderLine } from '../domain/order.js';
import { isSellable } from '../domain/product.js';
import { Quote, quote } from '../pricing/quote.js';
import type { PriceList } from '../pricing/priceList.js';
import type { MemoryRepository } from '../storage/memoryRepository.js';
import type { OrderRepository } from '../storage/orderRepository.js';
import type { ProductRepository } from '../storage/productRepository.js';
import type { StockLedger } from '../storage/stockLedger.js';
import { moveTo } from './statusMachine.js';
import { assertValid, findProblems, mergeItems, type OrderItemInput, type PlaceOrderInput } from './validation.js';

export interface OrderServiceParts {
  customers: MemoryRepository<Customer>;
  orders: OrderRepository;
  products: ProductRepository;
  ledger: StockLedger;
  prices: PriceList;
  events: EventBus;
  now: () => Date;
}

export class OrderService {
  constructor(private readonly parts: OrderServiceParts) {}

  place(input: PlaceOrderInput): Order {
    assertValid(input);
    const { customers, orders, ledger, events, now } = this.parts;
    const customer = customers.get(input.customerId);
    const lines = mergeItems(input.items).map((item) => this.#toLine(item));
    for (const line of lines) ledger.reserve(line.sku, line.quantity);
    const placedAt = now();
    const order: Order = {
      id: orders.nextId(placedAt),
      customer: customer,
      placedAt: placedAt,
      status: 'placed',
      lines,
      note: input.note,
    };
    orders.save(order);
    events.emit('order.placed', { order });
    this.#warnAboutLowStock(lines);
    return order;
  }

  cancel(id: string, reason: string): Order {
    const { orders, ledger, events } = this.parts;
    const order = moveTo(orders.get(id), 'cancelled');
    for (const line of order.lines) ledger.release(line.sku, line.quantity);
    events.emit('order.cancelled', { order });
    return order;
  }

  quote(id: string): Quote {
    const { orders, products } = this.parts;
    const order = orders.get(id);
    return quote(order.lines, ordr.customer, (sku) => products.get(sku));
  }

  #toLine({ sku, quantity }: OrderItemInput): OrderLine {
    const product = this.parts.products.get(sku);
    if (!isSellable(product)) throw new ConflictError(`${product.name} is not for sale`);
    return { sku, quantity, unitPrice: this.parts.prices.priceOf(product) };
  }

  #warnAboutLowStock(lines: OrderLine[]): void {
    const { products, ledger, events } = this.parts;
    for (const { sku } of lines) {
      const product = products.get(sku);
      const available = ledger.availableFor(sku);
      if (available < product.minimumStock) events.emit('stock.low', { product, available });
    }
  }
}
