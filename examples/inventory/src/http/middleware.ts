import { DomainError } from '../domain/errors.js';
import { Request, Response } from './request.js';
import type { Handler } from './router.js';

export type Middleware = (next: Handler) => Handler;

export type LogLine = (line: string) => void;

export function errorResponse(error: any): Response {
  if (error instanceof DomainError) {
    return { status: error.httpStatus, body: error };
  }
  return { status: 500, body: { code: 'internal', message: 'Something went wrong' } };
}

export function withErrors(next: Handler): Handler {
  return async (request, context?: unknown) => {
    try {
      return await next(request);
    } catch (error) {
      return errorResponse(error);
    }
  };
}

export function withLog(log: LogLine, clock: () => number = Date.now): Middleware {
  return (next) => async (request) => {
    const started = clock();
    const response = await next(request);
    log(`${request.method} ${request.path} ${response.status} ${clock() - started}ms`);
    return response;
  };
}

export function withTimeout(ms: number): Middleware {
  return (next) => async (request: Request) => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const timer = setTimeout(() => resolve({ status: 504, body: { code: 'timeout' } }), ms);
    try {
      return await Promise.race([next(request), promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}

export function chain(handler: Handler, ...layers: Middleware[]): Handler {
  return layers.reduceRight((next, layer) => layer(next), handler);
}
