import { applyChanges, byName, Category, Product, ProductChanges } from '../domain/product.js';
import { searchScore } from '../text/search.js';
import { MemoryRepository } from './memoryRepository.js';

export interface ProductFilter {
  category?: Category;
  supplier?: string;
  includeDiscontinued?: boolean;
}

export class ProductRepository extends MemoryRepository<Product> {
  constructor(products: Product[] = []) {
    super('product', (product) => product.sku);
    this.saveAll(products);
  }

  all(): Product[] {
    return super.all().sort(byName);
  }

  update(sku: string, changes: ProductChanges): Product {
    const updated = applyChanges(this.get(sku), changes);
    this.save(updated);
    return updated;
  }

  list(filter: ProductFilter = {}): Product[] {
    return this.filter((product) => {
      if (product.discontinued && !filter.includeDiscontinued) return false;
      if (filter.category && product.category !== filter.category) return false;
      return !filter.supplier || product.supplier === filter.supplier;
    }).sort(byName);
  }

  search(query: string, limit: number = 10): Product[] {
    return this.all()
      .map((product) => ({ product, score: searchScore(query, product) }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map((hit) => hit.product);
  }

  raiseMinimum(sku: string, by: number): Product {
    const product = this.get(sku);
    return this.update(sku, { minimumStock: product.minimumStock + by });
  }
}
