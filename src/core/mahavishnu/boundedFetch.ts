import { SwarmError } from '../base/swarmError.ts';

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** No answer that somebody could want is longer. */
const mostBytes = 8 * 1024 * 1024;

function bounded(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let bytes = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes <= mostBytes) controller.enqueue(chunk);
        else controller.error(new SwarmError('unavailable', 'the server answers without end'));
      },
    }),
  );
}

/** Follows no redirection, and reads no more than can be meant. */
export function boundedFetch(realFetch: Fetch = fetch): Fetch {
  return async (url, init) => {
    const response = await realFetch(url, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(bounded(response.body), { status, statusText, headers });
  };
}
