import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../core/mahavishnu/serverAddress.ts';

/** The path that MCP is spoken at. */
export const endpoint = '/mcp';

export interface Refusal {
  readonly status: number;
  /** One line for whoever has asked. */
  readonly message: string;
}

/** What a request says about itself before anybody reads it. */
export interface RequestFacts {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Expectations {
  readonly port: number;
  readonly token: string;
}

type Check = (facts: RequestFacts, expected: Expectations) => Refusal | undefined;

const names = ['127.0.0.1', 'localhost', '[::1]'];

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Takes the same time whatever is wrong. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(hash(left), hash(right));
}

/** A page in a browser may send a request here, under whatever name it has made up for this machine. */
const checks: readonly Check[] = [
  ({ headers: { host = '' } }, { port }) =>
    names.some((name) => host === `${name}:${port}`)
      ? undefined
      : { status: 403, message: `This server is called 127.0.0.1:${port} and nothing else.` },
  ({ headers: { origin } }) =>
    origin === undefined || isLoopbackOrigin(origin)
      ? undefined
      : { status: 403, message: 'Pages of other machines may not call this server.' },
  ({ url }) =>
    url.split('?', 1)[0] === endpoint
      ? undefined
      : { status: 404, message: `There is nothing here but ${endpoint}.` },
  ({ headers: { authorization = '' } }, { token }) =>
    isSame(authorization, `Bearer ${token}`)
      ? undefined
      : {
          status: 401,
          message: 'Send the token that the server has printed: "Authorization: Bearer <token>".',
        },
];

/** Why a request is not let in; undefined when it is. */
export function refusalOf(facts: RequestFacts, expected: Expectations): Refusal | undefined {
  for (const check of checks) {
    const refusal = check(facts, expected);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
