import { deepEqual, equal } from 'node:assert/strict';
import { addressOfSide, partsOfSide } from '../../../src/extension/merge/conflictAddress.ts';
import { hasConflictMarkers } from '../../../src/extension/merge/conflictMarkers.ts';

describe('the address of a side of a conflict', () => {
  it('survives being a URI, and ends with the name of the file', () => {
    const address = { root: '/a b/ü', revision: 'tree', path: 'src/a#?.ts', encoding: 'utf8bom' };
    const parts = partsOfSide(address);
    equal(parts.path, '/src/a#?.ts');
    deepEqual(addressOfSide(parts), address);
  });

  it('is not read from what somebody else has made', () => {
    equal(addressOfSide({ scheme: 'file', path: '/a.ts', query: '{}' }), undefined);
    equal(addressOfSide({ scheme: 'swarm-conflict', path: '/a.ts', query: 'x' }), undefined);
    equal(addressOfSide({ scheme: 'swarm-conflict', path: '/a.ts', query: '{}' }), undefined);
  });
});

describe('marks of a conflict', () => {
  it('are found where git puts them', () => {
    equal(hasConflictMarkers('a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> fix\n'), true);
    equal(hasConflictMarkers('a\r\n>>>>>>> fix\r\n'), true);
  });

  it('are not just any such signs', () => {
    equal(hasConflictMarkers('a <<<<<<< b\nTitle\n=======\n<<<<<<<<<<\n'), false);
  });
});
