import type { Customer } from '../src/domain/customer.js';
import { EventBus } from '../src/domain/events.js';
import type { Product } from '../src/domain/product.js';
import { OrderService } from '../src/orders/orderService.js';
import { PriceList } from '../src/pricing/priceList.js';
import { MemoryRepository } from '../src/storage/memoryRepository.js';
import { OrderRepository } from '../src/storage/orderRepository.js';
import { ProductRepository } from '../src/storage/productRepository.js';
import { productsFromCsv } from '../src/storage/productRows.js';
import { StockLedger } from '../src/storage/stockLedger.js';

export const now = new Date('2025-03-10T09:30:00Z');

export const catalogue = `sku,name,category,price,weight,minimum,supplier,discontinued,tags
TL-1001,Claw hammer,tools,18.50,650,10,Northgate,no,hand steel
FX-2040,"Wood screws, 4x40",fixings,4.20,300,50,Boltworks,no,screw
GD-3300,Potting soil,garden,7.90,20000,5,,no,clearance soil
PT-0420,Old gloss,paint,12.00,1200,0,Huebner,yes,gloss
`;

export const customer: Customer = {
  id: 'c1',
  name: 'Ada Berg',
  email: 'ada@example.com',
  tier: 'silver',
};

export function sampleProducts(): Product[] {
  return productsFromCsv(catalogue);
}

export function shop() {
  const events = new EventBus();
  const products = new ProductRepository(sampleProducts());
  const orders = new OrderRepository();
  const ledger = new StockLedger(() => now);
  const customers = new MemoryRepository<Customer>('customer', (item) => item.id);
  customers.save(customer);
  ledger.record('TL-1001', 12, 'receipt');
  ledger.record('FX-2040', 200, 'receipt');
  ledger.record('GD-3300', 8, 'receipt');
  const prices = new PriceList('EUR');
  const service = new OrderService({
    customers,
    orders,
    products,
    ledger,
    prices,
    events,
    now: () => now,
  });
  return { events, products, orders, ledger, prices, service };
}
