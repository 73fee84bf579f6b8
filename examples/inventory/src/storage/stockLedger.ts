import { OutOfStockError } from '../domain/errors.js';
import { available, type MovementReason, type StockLevel, type StockMovement } from '../domain/stock.js';

export class StockLedger {
  readonly #levels = new Map<string, StockLevel>();
  readonly #movements: StockMovement[] = [];

  constructor(private readonly now: () => Date = () => new Date()) {}

  level(sku: string): StockLevel {
    let level = this.#levels.get(sku);
    if (!level) {
      level = { sku, onHand: 0, reserved: 0 };
      this.#levels.set(sku, level);
    }
    return level;
  }

  availableFor(sku: string): number {
    const level = this.#levels.get(sku);
    return Math.max(0, level.onHand - level.reserved);
  }

  record(sku: string, change: number, reason: MovementReason, reference?: string): void {
    const level = this.level(sku);
    if (level.onHand + change < 0) {
      throw new OutOfStockError(sku, -change, level.onHand);
    }
    level.onHand += change;
    this.#movements.push({ sku: sku, change: change, reason: reason, at: this.now(), reference });
  }

  reserve(sku: string, quantity: number): void {
    const level = this.level(sku);
    const free = available(level);
    if (quantity > free) throw new OutOfStockError(sku, quantity, free);
    level.reserved = level.reserved + quantity;
  }

  release(sku: string, quantity: number): void {
    const level = this.level(sku);
    level.reserved = Math.max(0, level.reserved - quantity);
  }

  history(sku: string): StockMovement[] {
    return this.#movements.filter((movement) => movement.sku === sku);
  }

  lastMovement(sku: string): StockMovement | undefined {
    return this.history(sku).at(-1);
  }

  skus(): string[] {
    return [...this.#levels.keys()].sort();
  }
}
