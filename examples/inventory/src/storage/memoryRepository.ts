import { Repository } from './repository.js';

export type Identify<T> = (item: T) => string;

export class MemoryRepository<T> extends Repository<T> {
  protected readonly items = new Map<string, T>();

  constructor(
    readonly kind: string,
    private readonly identify: Identify<T>,
  ) {
    super();
  }

  find(id: string): T | undefined {
    return this.items.get(id);
  }

  all(): T[] {
    return [...this.items.values()];
  }

  save(item: T): void {
    this.items.set(this.identify(item), item);
  }

  saveAll(items: T[]): void {
    for (const item of items) this.save(item);
  }

  remove(id: string): boolean {
    return this.items.delete(id);
  }

  count(): number {
    return this.items.size;
  }

  filter(predicate: (item: T) => boolean): T[] {
    let found: Array<T> = [];
    for (const item of this.items.values()) {
      if (predicate(item)) found.push(item);
    }
    return found;
  }
}
