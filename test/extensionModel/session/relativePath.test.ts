import { equal, ok } from 'node:assert/strict';
import { win32 } from 'node:path';
import { isElsewhere, relativePath } from '../../../src/extension/session/relativePath.ts';

const onWindows = (folder: string, path: string): string => relativePath(folder, path, win32);

describe('a path within a folder', () => {
  it('is written with slashes, and empty for the folder itself', () => {
    equal(relativePath('/work', '/work/src/a.ts'), 'src/a.ts');
    equal(onWindows('C:\\work', 'C:\\work\\src\\a.ts'), 'src/a.ts');
    equal(onWindows('C:/work', 'c:\\Work'), '');
  });

  it('leads out when it is elsewhere, on another drive or machine too', () => {
    for (const path of ['C:\\other\\a.ts', 'C:\\', 'D:\\work\\a.ts', '\\\\server\\work\\a.ts']) {
      ok(isElsewhere(onWindows('C:\\work', path)), path);
    }
    ok(isElsewhere(relativePath('/work', '/')));
  });

  it('is not taken for elsewhere because of two points in a name', () => {
    ok(!isElsewhere(relativePath('/work', '/work/..a/b.ts')));
  });
});
