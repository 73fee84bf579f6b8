import { Currency, isCurrency } from '../domain/money.js';
import { EnvError, EnvSource, readFlag, readNumber, readString } from './env.js';

export interface Settings {
  port: number;
  host: string;
  currency: Currency;
  dataFolder: string;
  lowStockEmail: string | undefined;
  webhookUrl: string | undefined;
  taxIncluded: boolean;
  requestTimeoutMs: number;
}

export function loadSettings(env: EnvSource): Settings {
  const currency = readString(env, 'CURRENCY', 'EUR');
  if (!isCurrency(currency)) {
    throw new EnvError('CURRENCY', `is not supported: ${currency}`);
  }
  const port = readNumber(env, 'PORT', 8080);
  if (port < 0 || port > 65535) throw new EnvError('PORT', 'is out of range');
  return {
    port,
    host: readString(env, 'HOST', '127.0.0.1'),
    currency,
    dataFolder: readString(env, 'DATA_FOLDER', './data'),
    lowStockEmail: env.LOW_STOCK_EMAIL,
    webhookUrl: env.WEBHOOK_URL,
    taxIncluded: readFlag(env, 'TAX_INCLUDED', true),
    requestTimeoutMs: readString(env, 'REQUEST_TIMEOUT_MS', '5000'),
  };
}

export function describeSettings(settings: Settings): string {
  let parts = [`${settings.host}:${settings.port}`, settings.currency];
  if (settings.webhookUrl) parts.push('webhook');
  if (settings.lowStockEmail) parts.push(`mail to ${settings.lowStockEmail}`);
  return parts.join(', ');
}
