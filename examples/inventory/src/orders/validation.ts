import { ValidationError } from '../domain/errors.js';
import { isSku } from '../domain/product.js';

export interface OrderItemInput {
  sku: string;
  quantity: number;
}

export interface PlaceOrderInput {
  customerId: string;
  items: OrderItemInput[];
  note?: string;
}

const maxItems = 200;
const maxNoteLength = 500;

function itemProblems(item: OrderItemInput, index: number): string[] {
  const problems: string[] = [];
  if (!isSku(item.sku)) problems.push('item ' + (index + 1) + ': bad sku "' + item.sku + '"');
  if (!Number.isInteger(item.quantity) || item.quantity < 1) {
    problems.push(`item ${index + 1}: quantity must be a positive whole number`);
  }
  return problems;
}

export function findProblems(input: PlaceOrderInput): string[] {
  const problems = input.items.flatMap(itemProblems);
  if (input.customerId.trim() == '') problems.push('customer is missing');
  if (input.items.length == 0) problems.push('order is empty');
  if (input.items.length > maxItems) problems.push(`more than ${maxItems} items`);
  if ((input.note ?? '').length > maxNoteLength) problems.push('note is too long');
  return problems;
}

export function assertValid(input: PlaceOrderInput): void {
  const problems = findProblems(input);
  if (problems.length > 0) throw new ValidationError(problems);
}

export function mergeItems(items: OrderItemInput[]): OrderItemInput[] {
  let merged = new Map<string, number>();
  for (const { sku: sku, quantity: quantity } of items) {
    merged.set(sku, (merged.get(sku) ?? 0) + quantity);
  }
  return [...merged].map(([sku, quantity]) => ({ sku, quantity }));
}
