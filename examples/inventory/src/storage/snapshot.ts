import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Product } from '../domain/product.js';
import type { StockMovement } from '../domain/stock.js';
import type { ProductRepository } from './productRepository.js';
import type { StockLedger } from './stockLedger.js';

export interface Snapshot {
  version: number;
  takenAt: string;
  products: Product[];
  movements: StockMovement[];
}

const snapshotVersion = 2;

export function takeSnapshot(products: ProductRepository, ledger: StockLedger): Snapshot {
  return {
    version: snapshotVersion,
    takenAt: new Date().toISOString(),
    products: products.all(),
    movements: ledger.skus().flatMap((sku) => ledger.history(sku)),
  };
}

export async function writeSnapshot(folder: string, snapshot: Snapshot): Promise<string> {
  await mkdir(folder, { recursive: true });
  const target = join(folder, 'snapshot.json');
  const draft = `${target}.tmp`;
  await writeFile(draft, JSON.stringify(snapshot, null, 2));
  await rename(draft, target);
  return target;
}

export async function readSnapshot(folder: string): Promise<Snapshot | null> {
  let text = '';
  try {
    text = await readFile(join(folder, 'snapshot.json'), 'utf8');
  } catch {}
  if (!text) return null;
  const parsed: any = JSON.parse(text);
  return parsed.version === snapshotVersion ? parsed : null;
}

export function restore(
  folder: string,
  products: ProductRepository,
  ledger: StockLedger,
): Promise<number> {
  const snapshot = await readSnapshot(folder);
  if (!snapshot) return 0;
  products.saveAll(snapshot.products);
  for (const { sku, change, reason, reference } of snapshot.movements) {
    ledger.record(sku, change, reason, reference);
  }
  return snapshot.products.length;
}
