import { deepEqual, equal } from 'node:assert/strict';
import type { FixReference } from '../../../src/extension/fixes/fixReference.ts';
import { ReviewPlace } from '../../../src/extension/review/reviewPlace.ts';

describe('the place of a person in the list', () => {
  const fix = (taskId: string): FixReference => ({ root: '/a', runId: 'r1', taskId });
  const list = (names: string): FixReference[] =>
    names.split(' ').flatMap((one) => (one === '' ? [] : [fix(one)]));
  const abcd = list('a b c d');

  function placeAt(taskId: string, all = abcd): ReviewPlace {
    const place = new ReviewPlace();
    place.goTo(fix(taskId), all);
    return place;
  }

  it('begins at either end', () => {
    const place = new ReviewPlace();
    equal(place.step('next', abcd)?.taskId, 'a');
    equal(place.step('previous', abcd)?.taskId, 'd');
  });

  it('moves on and back', () => {
    equal(placeAt('b').step('next', abcd)?.taskId, 'c');
    equal(placeAt('b').step('previous', abcd)?.taskId, 'a');
  });

  it('goes round at the ends', () => {
    equal(placeAt('d').step('next', abcd)?.taskId, 'a');
    equal(placeAt('a').step('previous', abcd)?.taskId, 'd');
    equal(placeAt('a', list('a')).step('next', list('a'))?.taskId, 'a');
  });

  it('is where the task was that has left the list', () => {
    equal(placeAt('b').step('next', list('a c d'))?.taskId, 'c');
    equal(placeAt('b').step('previous', list('a c d'))?.taskId, 'a');
    equal(placeAt('d').step('next', list('a b c'))?.taskId, 'a');
    equal(placeAt('d').step('previous', list('a b c'))?.taskId, 'c');
    equal(placeAt('a').step('previous', list('b c d'))?.taskId, 'd');
  });

  it('moves with its task when the list changes', () => {
    const place = placeAt('c');
    place.follow(list('new a b c d'));
    equal(place.step('next', list('new a b d'))?.taskId, 'd');
  });

  it('leads nowhere when there is nothing to review', () => {
    equal(new ReviewPlace().step('next', []), undefined);
    equal(placeAt('b').step('next', []), undefined);
    equal(placeAt('b').step('previous', []), undefined);
  });

  it('remembers which task was looked at, without the part of it', () => {
    const place = new ReviewPlace();
    place.goTo({ ...fix('b'), path: 'a.ts', hunks: [1] }, abcd);
    deepEqual(place.current, fix('b'));
  });

  it('tells tasks of the same name apart by their runs', () => {
    const both = [fix('a'), { ...fix('a'), runId: 'r0' }, fix('b')];
    const place = new ReviewPlace();
    place.goTo({ ...fix('a'), runId: 'r0' }, both);
    equal(place.step('next', both)?.taskId, 'b');
  });
});
