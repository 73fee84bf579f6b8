import { seededRandom } from '../support/seededRandom.ts';

const sound = {
  jsonrpc: '2.0',
  id: 100_007,
  method: 'tools/call',
  params: { name: 'swarm_status', arguments: {} },
};

const oddities: readonly unknown[] = [
  ...[null, true, -1, 0, 1e308, 2 ** 53, '', 'x', '\u0000', '../..', '__proto__', 'constructor'],
  ...[[], [[]], {}, { toString: 1 }, { __proto__: null }, ['swarm_status'], 'é'.repeat(300)],
];

const methods = [
  ...['tools/call', 'tools/list', 'resources/read', 'resources/list', 'prompts/get', 'initialize'],
  ...['logging/setLevel', 'completion/complete', 'notifications/cancelled', 'ping', 'tasks/get'],
  ...['notifications/progress', 'notifications/roots/list_changed', 'rpc.discover', '', 'x/y'],
];

/**
 * Messages of which none is one that a client would send: cut off, scrambled, of wrong types, in
 * pieces of other messages. Without line ends, except for those that are meant to be there.
 */
export function malformedMessages(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const text = JSON.stringify(sound);

  const kinds: readonly (() => string)[] = [
    () => text.slice(0, below(text.length)),
    () => text.slice(below(text.length - 1) + 1),
    () => {
      const bytes = Buffer.from(text);
      for (let times = below(6) + 1; times > 0; times -= 1) {
        bytes[below(bytes.length)] = 0x20 + below(0x5f);
      }
      return bytes.toString();
    },
    () =>
      JSON.stringify({ ...sound, [oneOf(['jsonrpc', 'id', 'method', 'params'])]: oneOf(oddities) }),
    () =>
      JSON.stringify({ ...sound, params: { name: oneOf(oddities), arguments: oneOf(oddities) } }),
    () =>
      JSON.stringify({
        jsonrpc: '2.0',
        id: 100_000 + below(9),
        method: oneOf(methods),
        params: oneOf(oddities),
      }),
    () =>
      JSON.stringify({
        jsonrpc: '2.0',
        method: oneOf(methods),
        params: { requestId: oneOf(oddities) },
      }),
    () => JSON.stringify({ jsonrpc: '2.0', id: oneOf(oddities), result: oneOf(oddities) }),
    () => JSON.stringify({ jsonrpc: '2.0', id: 100_000 + below(9), error: oneOf(oddities) }),
    () => JSON.stringify(Array.from({ length: below(4) }, () => oneOf([sound, null, 1, {}]))),
    () => JSON.stringify(oneOf(oddities)),
    () => `${'['.repeat(below(5_000))}`,
    () => String.fromCharCode(...Array.from({ length: below(60) }, () => below(256))),
    () =>
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"__proto__":{"x":1},"constructor":${below(9)}}}x`,
  ];
  return Array.from({ length: count }, () => oneOf(kinds)());
}
