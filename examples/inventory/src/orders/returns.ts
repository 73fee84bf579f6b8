import { ConflictError, NotFoundError } from '../domain/errors.js';
import { type Money, multiply, percentOf, subtract } from '../domain/money.js';
import type { Order, OrderLine } from '../domain/order.js';
import type { StockMovement } from '../domain/stock.js';
import type { StockLedger } from '../storage/stockLedger.js';

export type Condition = 'unopened' | 'opened' | 'damaged';

export interface ReturnRequest {
  order: Order;
  sku: string;
  quantity: number;
  condition: Condition;
}

export interface Refund {
  orderId: string;
  amount: Money;
  restocked: boolean;
}

const openedFeePercent = 15;

function findLine(order: Order, sku: string): OrderLine {
  const line = order.lines.find((candidate) => candidate.sku === sku);
  if (!line) throw new NotFoundError('order line', `${order.id}/${sku}`);
  return line;
}

export function refundAmount(request: ReturnRequest): Money {
  const line = findLine(request.order, request.sku);
  const full = multiply(line.unitPrice, request.quantity);
  switch (request.condition) {
    case 'unopened':
      return full;
    case 'opened':
      const fee = percentOf(full, openedFeePercent);
      return subtract(full, fee);
    case 'damaged':
      return multiply(full, 0);
  }
}

export function acceptReturn(request: ReturnRequest, ledger: StockLedger): Refund {
  const { order, sku, quantity, condition } = request;
  const line = findLine(order, sku);
  if (order.status !== 'delivered') throw new ConflictError(`Order ${order.id} is not delivered`);
  if (quantity > line.quantity) throw new ConflictError(`Only ${line.quantity} of ${sku} sold`);
  const restocked = condition == 'unopened';
  if (restocked) ledger.record(sku, quantity, 'return', order.id);
  return { orderId: order.id, amount: refundAmount(request), restocked };
}

export function conditionNote(condition: Condition) {
  if (condition === 'opened') return `opened, fee of ${openedFeePercent}%`;
  if (condition === 'damaged') return 'damaged, no refund';
}

export function returnedUnits(movements: StockMovement[]): number {
  return movements
    .filter((movement) => movement.reason === 'return')
    .reduce((units, movement) => units + movement.change, 0);
}
