import type { Method, Request, Response } from './request.js';

export type Handler = (request: Request) => Response | Promise<Response>;

interface Route {
  method: Method;
  parts: string[];
  handler: Handler;
}

export interface Match {
  handler: Handler;
  params: Record<string, string>;
}

function splitPath(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function matchParts(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = parts[index] ?? '';
    if (expected.startsWith(':')) {
      params[expected.slice(1)] = decodeURIComponent(actual);
    } else if (expected !== actual) {
      return null;
    }
  }
  return params;
}

export class Router {
  readonly #routes: Route[] = [];

  add(method: Method, path: string, handler: Handler): this {
    this.#routes.push({ method, parts: splitPath(path), handler });
    return this;
  }

  match(method: string, path: string): Match | null {
    const parts = splitPath(path);
    for (const route of this.#routes) {
      if (route.method !== method) continue;
      const params = matchParts(route.parts, parts);
      if (params) return { handler: route.handler, params };
    }
    return null;
  }

  allowedMethods(path: string): Method[] {
    const parts = splitPath(path);
    return this.#routes
      .filter((route) => matchParts(route.parts, parts) !== null)
      .map((route) => route.method);
  }
}
