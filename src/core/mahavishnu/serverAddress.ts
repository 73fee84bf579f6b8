import { SwarmError } from '../base/swarmError.ts';

/** Where a server is, and how it knows us. */
export interface ServerAddress {
  readonly url: URL;
  /** Sent as a bearer token; empty for none. */
  readonly token: string;
}

/** Where a server is that nobody has configured. */
export const usualServer = 'http://127.0.0.1:8680/mcp';

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.has(hostname);
}

function refuse(text: string): never {
  throw new SwarmError('usage', text);
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch (error) {
    throw new SwarmError(
      'usage',
      `${text} is not the address of a server; try ${usualServer}.`,
      error,
    );
  }
}

/**
 * The address that a person has written down.
 * @param token for servers that ask for one; empty for none.
 * @throws {SwarmError} `usage` when it is none, or when what is sent there could be read on the way.
 */
export function serverAddress(text: string, token: string): ServerAddress {
  const url = parse(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse(`${text} is neither http nor https.`);
  }
  if (url.username !== '' || url.password !== '') {
    refuse(`${url.host} must not be called with a password in the address; use a token.`);
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    refuse(`${url.host} is another machine: use https, so that nobody can read along.`);
  }
  return { url, token };
}
