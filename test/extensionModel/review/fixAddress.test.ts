import { deepEqual, equal } from 'node:assert/strict';
import {
  addressFrom,
  type FixAddress,
  fixScheme,
  uriPartsOf,
} from '../../../src/extension/review/fixAddress.ts';

const address: FixAddress = {
  root: '/home/me/my project',
  runId: 'r1',
  taskId: 't03.rest',
  path: 'src/a b/"ü"#1.ts',
  side: 'fix',
};

describe('the address of a text of a fix', () => {
  it('comes back from a URI as it went in', () => {
    for (const side of ['base', 'fix', 'edit'] as const) {
      deepEqual(addressFrom(uriPartsOf({ ...address, side })), { ...address, side });
    }
  });

  it("ends with the file's own name, so that its language is known", () => {
    equal(uriPartsOf(address).path, '/src/a b/"ü"#1.ts');
  });

  it('is not seen in URIs of others', () => {
    const { path, query } = uriPartsOf(address);
    const others = [
      { scheme: 'file', path, query },
      { scheme: fixScheme, path, query: '' },
      { scheme: fixScheme, path, query: 'null' },
      { scheme: fixScheme, path, query: '{"root":"/r","run":"r1","side":"fix"}' },
      { scheme: fixScheme, path, query: '{"root":"/r","run":"r1","task":"t1","side":"left"}' },
      { scheme: fixScheme, path, query: '{"root":1,"run":"r1","task":"t1","side":"fix"}' },
    ];
    deepEqual(
      others.map(addressFrom),
      others.map(() => undefined),
    );
  });
});
