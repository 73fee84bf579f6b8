import { SwarmError } from '../base/swarmError.ts';

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** No answer that somebody could want is longer. */
const mostBytes = 8 * 1024 * 1024;

function limit(): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes <= mostBytes) controller.enqueue(chunk);
      else controller.error(new SwarmError('unavailable', 'the server answers without end'));
    },
  });
}

/** Follows no redirection, and reads no more than can be meant. */
export function boundedFetch(realFetch: Fetch = fetch): Fetch {
  return async (url, init) => {
    const response = await realFetch(url, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    // Node 20 forgets the signal once nobody holds the first response: its socket would stay open.
    const signal = init?.signal ?? undefined;
    const body = response.body.pipeThrough(limit(), signal === undefined ? {} : { signal });
    return new Response(body, { status, statusText, headers });
  };
}
