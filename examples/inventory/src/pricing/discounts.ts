import type { Customer, CustomerTier } from '../domain/customer.js';
import { Money, percentOf, subtract } from '../domain/money.js';
import { lineTotal, type OrderLine } from '../domain/order.js';
import type { Product } from '../domain/product.js';

export interface DiscountContext {
  customer: Customer;
  line: OrderLine;
  product: Product;
}

export interface DiscountRule {
  readonly name: string;
  percent(context: DiscountContext): number;
}

const tierPercent: Record<CustomerTier, number> = { standard: 0, silver: 3, gold: 7 };

export class TierDiscount implements DiscountRule {
  readonly name = 'tier';

  percent({ customer }: DiscountContext): number {
    return tierPercent[customer.tier];
  }
}

export class VolumeDiscount implements DiscountRule {
  readonly name = 'volume';

  percent({ line }: DiscountContext): number {
    if (line.quantity >= 100) return 10;
    if (line.quantity >= 25) return 5;
    return 0;
  }
}

export class ClearanceDiscount implements DiscountRule {
  constructor(private readonly rate: number = 30) {}

  percent({ product }: DiscountContext): number {
    return product.tags.includes('clearance') ? this.rate : 0;
  }
}

export const defaultRules: DiscountRule[] = [
  new TierDiscount(),
  new VolumeDiscount(),
  new ClearanceDiscount(),
];

export function bestDiscount(context: DiscountContext, rules = defaultRules): Money {
  let percent = Math.max(0, ...rules.map((rule) => rule.percent(context)));
  return percentOf(lineTotal(context.line), percent);
}
