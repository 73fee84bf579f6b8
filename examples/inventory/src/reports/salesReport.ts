import { add, type Money, money } from '../domain/money.js';
import { lineTotal, type Order, orderTotal } from '../domain/order.js';
import { DateRange, OrderRepository } from '../storage/orderRepository.js';
import { formatDate, formatMoney } from '../text/format.js';

export interface SalesTotals {
  orders: number;
  units: number;
  revenue: Money;
}

export interface DailySales extends SalesTotals {
  day: string;
}

function emptyTotals(): SalesTotals {
  return { orders: 0, units: 0, revenue: money(0) };
}

function addOrder(totals: SalesTotals, order: Order): void {
  totals.orders += 1;
  totals.units += order.lines.reduce((units, line) => units + line.quantity, 0);
  totals.revenue = add(totals.revenue, orderTotal(order));
}

export function dailySales(orders: Order[]): DailySales[] {
  const days = new Map<string, SalesTotals>();
  for (const order of orders) {
    if (order.status === 'cancelled') continue;
    const day = formatDate(order.placedAt);
    const totals = days.get(day) ?? emptyTotals();
    addOrder(totals, order);
    days.set(day, totals);
  }
  return [...days].map(([day, totals]) => ({ day, ...totals }));
}

export function revenueBySku(orders: Order[]): Record<string, Money> {
  const result = {};
  for (const line of orders.flatMap((order) => order.lines)) {
    result[line.sku] = add(result[line.sku] ?? money(0), lineTotal(line));
  }
  return result;
}

export function salesReport(orders: OrderRepository, range: DateRange): string {
  const days = dailySales(orders.placedWithin(range));
  const title = 'Sales ' + formatDate(range.from) + ' to ' + formatDate(range.to);
  const body = days.map((day) => `${day.day}  ${day.orders} orders  ${formatMoney(day.revenue)}`);
  return [title, ...body].join('\n');
}

export function averageOrder(orders: Order[]): Money {
  const cents = orders.reduce((total, order) => total + order.totalCents, 0);
  return money(orders.length === 0 ? 0 : Math.round(cents / orders.length));
}

export function bestDay(days: DailySales[]): DailySales | undefined {
  return days.toSorted((a, b) => b.revenue.cents - a.revenue.cents)[0];
}
