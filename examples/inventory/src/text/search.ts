import type { Product } from '../domain/product.js';
import { keywords } from './tokenize.js';

export interface FieldWeights {
  name: number;
  tag: number;
  sku: number;
}

interface SearchHit {
  product: Product;
  score: number;
}

const defaultWeights: FieldWeights = { name: 3, tag: 2, sku: 5 };

function startsAny(words: string[], prefix: string): boolean {
  return words.some((word) => word.startsWith(prefix));
}

export function searchScore(
  query: string,
  product: Pick<Product, 'sku' | 'name' | 'tags'>,
  weights: FieldWeights = defaultWeights,
): number {
  const nameWords = keywords(product.name);
  const tagWords = product.tags.flatMap((tag) => {
    return keywords(tag);
  });
  let score = 0;
  for (const word of keywords(query)) {
    if (product.sku.toLowerCase() === word) score += weights.sku;
    if (startsAny(nameWords, word)) score += weights.name;
    if (startsAny(tagWords, word)) score += weights.tag;
  }
  return score;
}

export function highlight(text: string, query: string): string {
  const words = keywords(query).filter((word) => /^[a-z0-9]+$/.test(word));
  if (words.length === 0) return text;
  const pattern = new RegExp(`\\b(?:${words.join('|')})`, 'gi');
  return text.replace(pattern, (match) => `[${match}]`);
}
