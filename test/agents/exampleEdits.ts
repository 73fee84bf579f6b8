/** How a person would mend what quick fixes leave in the example project: file, text, text in its place. */
export const exampleEdits: readonly (readonly [file: string, oldText: string, newText: string])[] =
  [
    [
      'src/config/settings.ts',
      "requestTimeoutMs: readString(env, 'REQUEST_TIMEOUT_MS', '5000'),",
      "requestTimeoutMs: Number(readString(env, 'REQUEST_TIMEOUT_MS', '5000')),",
    ],
    [
      'src/pricing/discounts.ts',
      'export class ClearanceDiscount implements DiscountRule {\n',
      "export class ClearanceDiscount implements DiscountRule {\n  readonly name = 'clearance';\n\n",
    ],
    [
      'src/pricing/quote.ts',
      'if (candidate.total.cents < best.total.cents) best = candidate;',
      'if (best === undefined || candidate.total.cents < best.total.cents) best = candidate;',
    ],
    [
      'src/notifications/dispatcher.ts',
      'this.#deliveries.push(await channel.send(message));',
      "if (channel === undefined) throw new Error('No channel takes it');\n      this.#deliveries.push(await channel.send(message));",
    ],
    [
      'src/http/server.ts',
      'const { path, query } = parseUrl(incoming.url);',
      "const { path, query } = parseUrl(incoming.url ?? '/');",
    ],
    ['src/orders/fulfilment.ts', "order.status === 'packed'", "order.status === 'picked'"],
    [
      'src/orders/fulfilment.ts',
      "      zone = 'cold store';\n",
      "      zone = 'cold store';\n      break;\n",
    ],
    [
      'src/reports/salesReport.ts',
      'const result = {};',
      'const result: Record<string, Money> = {};',
    ],
    [
      'src/pricing/taxes.ts',
      '  return rate;\n',
      "  if (rate === undefined) throw new Error('No tax rate for ' + country);\n  return rate;\n",
    ],
    [
      'src/pricing/priceList.ts',
      'const perEuro = { EUR: 1, USD: 1.08, GBP: 0.85 };',
      'const perEuro: RateTable = { EUR: 1, USD: 1.08, GBP: 0.85 };',
    ],
    ['src/http/request.ts', 'const chunks: any[] = [];', 'const chunks: Buffer[] = [];'],
    ['src/http/request.ts', '} catch (error) {', '} catch {'],
    ['src/notifications/channel.ts', 'detail?: any', 'detail?: string'],
    [
      'src/notifications/templates.ts',
      'formatDate(order.placedAt.toISOString())',
      'formatDate(order.placedAt)',
    ],
    [
      'src/storage/productRepository.ts',
      '{ minimumStock: product.minimumStock + by }',
      '{ minStock: product.minStock + by }',
    ],
    [
      'src/storage/stockLedger.ts',
      'const level = this.#levels.get(sku);\n    return Math.max(0, level.onHand - level.reserved);',
      'const level = this.level(sku);\n    return Math.max(0, level.onHand - level.reserved);',
    ],
  ];
