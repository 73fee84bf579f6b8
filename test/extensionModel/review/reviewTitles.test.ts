import { deepEqual, equal } from 'node:assert/strict';
import { ReviewTitles, type TitledReview } from '../../../src/extension/review/reviewTitles.ts';

const reference = (taskId: string, runId = 'r1') => ({ root: '/a', runId, taskId });
const title = 'ts(6133) in a.ts — fixed 3';

describe('the titles of reviews', () => {
  it('tell which task an editor shows, with and without the number of files behind', () => {
    const titles = new ReviewTitles();
    equal(titles.claim(title, reference('t01')), title);
    for (const label of [title, `${title} (1 file)`, `${title} (12 files)`]) {
      deepEqual(titles.find(label), { title, reference: reference('t01') });
    }
    equal(titles.find('ts(6133) in a.ts'), undefined);
  });

  it('may end with brackets themselves', () => {
    const titles = new ReviewTitles();
    titles.claim('a.ts (old)', reference('t01'));
    equal(titles.find('a.ts (old) (1 file)')?.reference.taskId, 't01');
    equal(titles.find('a.ts (old)')?.reference.taskId, 't01');
  });

  it('are never the same for two tasks', () => {
    const titles = new ReviewTitles();
    titles.claim(title, reference('t01'));
    const second = titles.claim(title, reference('t02'));
    const third = titles.claim(title, reference('t02', 'r2'));
    deepEqual([second, third], [`${title} · t02`, `${title} · r2 t02`]);
    equal(titles.find(`${second} (2 files)`)?.reference.taskId, 't02');
    equal(titles.find(`${third} (2 files)`)?.reference.runId, 'r2');
  });

  it('stay the same for the same task', () => {
    const titles = new ReviewTitles();
    titles.claim(title, reference('t01'));
    titles.claim(title, reference('t02'));
    equal(titles.claim(title, reference('t02')), `${title} · t02`);
    equal(titles.claim(title, reference('t01')), title);
  });

  it('are forgotten with their editors', () => {
    const titles = new ReviewTitles();
    titles.claim(title, reference('t01'));
    titles.claim('other', reference('t02'));
    titles.keep(new Set(['other']));
    equal(titles.find(title), undefined);
    equal(titles.claim(title, reference('t03')), title);
  });

  it('are known again after a restart', () => {
    let kept: readonly TitledReview[] = [];
    const titles = new ReviewTitles([], (entries) => {
      kept = entries;
    });
    titles.claim(title, reference('t01'));
    titles.claim('other', reference('t02'));
    titles.keep(new Set([title]));
    equal(new ReviewTitles(kept).find(title)?.reference.taskId, 't01');
    equal(new ReviewTitles(kept).find('other'), undefined);
  });
});
