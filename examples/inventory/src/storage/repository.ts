import { NotFoundError } from '../domain/errors.js';

export interface Page<T> {
  items: T[];
  total: number;
  offset: number;
}

export interface PageRequest {
  offset?: number;
  limit?: number;
}

export abstract class Repository<T> {
  abstract readonly kind: string;

  abstract find(id: string): T | undefined;
  abstract all(): T[];
  abstract save(item: T): void;
  abstract remove(id: string): boolean;

  get(id: string): T {
    const item = this.find(id);
    if (item === undefined) throw new NotFoundError(this.kind, id);
    return item;
  }

  count(): number {
    return this.all().length;
  }

  page(request: PageRequest = {}): Page<T> {
    const { offset = 0, limit = 50 } = request;
    const items = this.all();
    return { items: items.slice(offset, offset + limit), total: items.length, offset };
  }
}
