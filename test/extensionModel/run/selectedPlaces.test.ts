import { deepEqual } from 'node:assert/strict';
import { selectedPlaces } from '../../../src/extension/run/selectedPlaces.ts';

/** As much of a file's address as is looked at. */
function file(fsPath: string) {
  return { scheme: 'file', fsPath, toString: () => `file://${fsPath}` };
}

const [one, two] = [file('/one.ts'), file('/two.ts')];

function selected(...args: unknown[]): string[] {
  return selectedPlaces(args).map(({ fsPath }) => fsPath);
}

describe('the files that a menu is about', () => {
  it('are all that are selected in the explorer, each once', () => {
    deepEqual(selected(one, [one, two, file('/one.ts')]), ['/one.ts', '/two.ts']);
  });

  it('are all that are selected in the view of changes', () => {
    deepEqual(selected({ resourceUri: one }, { resourceUri: two }), ['/one.ts', '/two.ts']);
  });

  it('are the one of an editor, whatever else its menu passes', () => {
    deepEqual(selected(one, { groupId: 0, editorIndex: 1 }), ['/one.ts']);
  });

  it('are none when nothing was passed', () => {
    deepEqual(selected(), []);
    deepEqual(selected(undefined, []), []);
  });
});
