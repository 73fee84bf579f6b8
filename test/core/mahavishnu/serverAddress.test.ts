import { equal, throws } from 'node:assert/strict';
import { serverAddress, usualServer } from '../../../src/core/mahavishnu/serverAddress.ts';

describe('the address of a server', () => {
  it('may be on this machine without encryption, and anywhere with it', () => {
    for (const text of [usualServer, 'http://localhost:1/mcp', 'http://[::1]:1/mcp']) {
      equal(serverAddress(text, '').url.href, text);
    }
    equal(serverAddress('https://example.com/mcp', 'secret').token, 'secret');
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['http://example.com/mcp', /^example\.com is another machine: use https/],
    ['http://127.0.0.1.example.com/mcp', /is another machine/],
    [
      'http://user:word@127.0.0.1:8680/mcp',
      /^127\.0\.0\.1:8680 must not be called with a password/,
    ],
    ['ftp://127.0.0.1/mcp', /is neither http nor https/],
    ['8680', /is not the address of a server; try http:/],
  ];
  for (const [text, message] of refused) {
    it(`is refused when it is ${text}`, () => {
      throws(() => serverAddress(text, ''), { reason: 'usage', message });
    });
  }
});
