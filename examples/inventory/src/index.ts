import process from 'node:process';
import { currentEnv } from './config/env.js';
import { flagsFromEnv } from './config/featureFlags.js';
import { describeSettings, loadSettings } from './config/settings.js';
import type { Customer } from './domain/customer.js';
import { EventBus } from './domain/events.js';
import { createRouter, healthHandler } from './http/handlers.js';
import { startServer, stopServer } from './http/server.js';
import { Dispatcher } from './notifications/dispatcher.js';
import { WebhookChannel } from './notifications/webhookChannel.js';
import { OrderService } from './orders/orderService.js';
import { PriceList } from './pricing/priceList.js';
import { MemoryRepository } from './storage/memoryRepository.js';
import { OrderRepository } from './storage/orderRepository.js';
import { ProductRepository } from './storage/productRepository.js';
import { restore, takeSnapshot, writeSnapshot } from './storage/snapshot.js';
import type { LogLevel } from './logging/levels.js';
import { StockLedger } from './storage/stockLedger.js';

function log(line: string, level: LogLevel = 'info'): void {
  process.stdout.write(`${new Date().toISOString()} ${level} ${line}\n`);
}

export async function main(): Promise<void> {
  const env = currentEnv();
  const settings = loadSettings(env);
  const flags = flagsFromEnv(env);
  const events = new EventBus();
  const products = new ProductRepository();
  const orders = new OrderRepository();
  const ledger = new StockLedger();
  const customers = new MemoryRepository<Customer>('customer', (customer) => customer.id);
  const prices = new PriceList(settings.currency);
  const parts = { customers, orders, products, ledger, prices, events, now: () => new Date() };
  const service = new OrderService(parts);

  const dispatcher = new Dispatcher({ stockRecipient: settings.lowStockEmail });
  if (settings.webhookUrl) dispatcher.use(new WebhookChannel({ url: settings.webhookUrl }));
  dispatcher.attach(events);

  const count = await restore(settings.dataFolder, products);
  const router = createRouter({ products, orders, service, ledger });
  router.add('GET', '/health', healthHandler);
  const server = await startServer(router, settings, log);
  log(`${describeSettings(settings)}; ${count} products; features: ${flags}`);

  process.once('SIGTERM', async () => {
    await stopServer(server);
    await dispatcher.settle();
    await writeSnapshot(settings.dataFolder, takeSnapshot(products, ledger));
  });
}

// @ts-ignore
if (import.meta.main) await main();
