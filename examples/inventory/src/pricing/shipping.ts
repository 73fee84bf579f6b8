import { type Money, money } from '../domain/money.js';
import type { Order, OrderLine } from '../domain/order.js';
import type { Product } from '../domain/product.js';

export type ShippingMethod = 'pickup' | 'parcel' | 'express' | 'freight';

export interface ShippingOption {
  method: ShippingMethod;
  cost: Money;
  days: number;
}

export type ProductLookup = (sku: string) => Product;

const parcelLimitGrams = 31_500;

function lineWeight(line: OrderLine, lookup: ProductLookup): number {
  return lookup(line.sku).weightGrams * line.quantity;
}

export function orderWeight(order: Order, lookup: ProductLookup): number {
  let grams = 0;
  for (const line of order.lines) grams = grams + lineWeight(line, lookup);
  return grams;
}

export function shippingCost(method: ShippingMethod, grams: number): Money {
  switch (method) {
    case 'pickup':
      return money(0);
    case 'parcel':
      return money(grams > 5_000 ? 890 : 590);
    case 'express':
      const surcharge = Math.ceil(grams / 1_000) * 120;
      return money(1290 + surcharge);
  }
}

export function shippingOptions(grams: number): ShippingOption[] {
  const pickup: ShippingOption = { method: 'pickup', cost: money(0), days: 0 };
  if (grams > parcelLimitGrams) {
    return [pickup, { method: 'freight', cost: shippingCost('freight', grams), days: 6 }];
  }
  return [
    pickup,
    { method: 'parcel', cost: shippingCost('parcel', grams), days: 3 },
    { method: 'express', cost: shippingCost('express', grams), days: 1 },
  ];
}
