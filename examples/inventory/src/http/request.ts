import type { IncomingMessage } from 'node:http';
import { ValidationError } from '../domain/errors.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Request {
  method: Method;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

export interface Response {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

const maxBodyBytes = 1_000_000;

export async function readBody(stream: IncomingMessage): Promise<unknown> {
  const chunks: any[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new ValidationError(['body is too large']);
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new ValidationError(['body is not JSON']);
  }
}

export function parseUrl(url: string): Pick<Request, 'path' | 'query'> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return { path: pathname, query: Object.fromEntries(searchParams) };
}

export function queryNumber(request: Request, name: string, fallback: number): number {
  const value = Number(request.query[name] ?? fallback);
  return Number.isInteger(value) && value >= 0 ? value : fallback;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value == 'object' && value !== null && !Array.isArray(value);
}
