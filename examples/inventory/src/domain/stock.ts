export type MovementReason = 'receipt' | 'sale' | 'return' | 'correction' | 'damage';

export interface StockMovment {
  readonly sku: string;
  readonly change: number;
  readonly reason: MovementReason;
  readonly at: Date;
  readonly reference?: string;
}

export interface StockLevel {
  sku: string;
  onHand: number;
  reserved: number;
}

export function available(level: StockLevel): number {
  return Math.max(0, level.onHand - level.reserved);
}

export function describeReason(reason: MovementReason): string {
  switch (reason) {
    case 'receipt':
      return 'goods received';
    case 'sale':
      return 'sold';
    case 'return':
      return 'returned by customer';
    case 'correction':
      return 'count corrected';
    case 'damage':
      return 'written off';
  }
}
