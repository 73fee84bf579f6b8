import assert from 'node:assert/strict';
import { readlink, rm } from 'node:fs/promises';
import { isSwarmError, SwarmError } from '../../../src/core/base/swarmError.ts';
import { listMerges } from '../../../src/core/git/undo.ts';
import { HalfWritten } from '../../../src/core/git/writeBack.ts';
import { EditDesk } from '../../../src/core/manager/editDesk.ts';
import type { MergeReport } from '../../../src/core/manager/mergeDesk.ts';
import type { MergeRequest } from '../../../src/core/manager/mergeRequest.ts';
import { RunRecorder } from '../../../src/core/manager/runRecorder.ts';
import { BufferWorkingCopy } from '../../support/bufferWorkingCopy.ts';
import { type ReviewedRun, reviewedRun } from '../../support/reviewedRun.ts';

/** Ten lines, some of them other than their number. */
function text(edits: Readonly<Record<number, string>> = {}, eol = '\n'): string {
  return Array.from({ length: 10 }, (_one, line) => `${edits[line] ?? line}${eol}`).join('');
}

describe('merging into an editor', () => {
  let run: ReviewedRun;
  let editor: BufferWorkingCopy;

  beforeEach(async () => {
    run = await reviewedRun({ 'a.txt': text(), 'b.txt': text(), 'c.txt': 'c\n' });
    editor = new BufferWorkingCopy(run.repository);
    await run.addTask('t01', () => run.project.write('a.txt', text({ 1: 'fix', 7: 'fix' })));
  });

  afterEach(() => run.remove());

  async function states(...taskIds: string[]): Promise<string[]> {
    return Promise.all(taskIds.map(async (taskId) => (await run.task(taskId)).state));
  }

  it('keeps unsaved text in lines that the fix does not touch, and saves nothing', async () => {
    editor.buffers.set('a.txt', text({ 4: 'unsaved' }));
    editor.buffers.set('b.txt', text({ 0: 'unsaved' }));
    const report = await run.desk(editor).merge([await run.request('t01')]);
    assert.deepEqual([report.merged, report.files], [['t01'], ['a.txt']]);
    assert.equal(editor.buffers.get('a.txt'), text({ 1: 'fix', 4: 'unsaved', 7: 'fix' }));
    assert.equal(editor.buffers.get('b.txt'), text({ 0: 'unsaved' }));
    assert.equal(await run.project.read('a.txt'), text());
    assert.deepEqual(await states('t01'), ['merged']);
  });

  it('leaves a task out whose lines were edited without saving, and says where', async () => {
    await run.addTask('t02', () => run.project.write('b.txt', text({ 3: 'fix' })));
    editor.buffers.set('a.txt', text({ 7: 'unsaved' }));
    const desk = run.desk(editor);
    const report = await desk.merge([await run.request('t01'), await run.request('t02')]);
    assert.deepEqual(report.conflicted, [{ runId: 'r1', taskId: 't01', files: ['a.txt'] }]);
    assert.deepEqual(report.merged, ['t02']);
    assert.equal(editor.buffers.get('a.txt'), text({ 7: 'unsaved' }));
    assert.equal(editor.buffers.get('b.txt'), text({ 3: 'fix' }));
    assert.deepEqual(await states('t01', 't02'), ['conflicted', 'merged']);
  });

  it('is done once when two accept the same fix at the same time', async () => {
    const request = await run.request('t01');
    const reports = await Promise.all([
      run.desk(editor).merge([request]),
      run.desk(editor).merge([request]),
    ]);
    assert.deepEqual(reports.map(({ merged }) => merged.join()).sort(), ['', 't01']);
    assert.equal((await listMerges(run.repository.git)).length, 1);
    assert.deepEqual(await states('t01'), ['merged']);
  });

  it('takes a merge back after more edits, and keeps those', async () => {
    editor.buffers.set('a.txt', text({ 4: 'unsaved' }));
    const desk = run.desk(editor);
    await desk.merge([await run.request('t01')]);
    await editor.save();
    editor.buffers.set('a.txt', text({ 1: 'fix', 4: 'unsaved', 7: 'fix', 9: 'later' }));
    assert.deepEqual((await desk.undo()).tasks, ['t01']);
    assert.equal(editor.buffers.get('a.txt'), text({ 4: 'unsaved', 9: 'later' }));
    assert.deepEqual(await states('t01'), ['ready']);
    assert.deepEqual(await listMerges(run.repository.git), []);
  });

  it('takes a merge back on the disk that was made in an editor and never saved', async () => {
    editor.buffers.set('a.txt', text({ 4: 'unsaved' }));
    await run.desk(editor).merge([await run.request('t01')]);
    const undone = await run.desk().undo();
    assert.deepEqual([undone.files, undone.tasks], [[], ['t01']]);
    assert.equal(await run.project.read('a.txt'), text());
  });

  it('keeps everything and the tasks ready when the editor refuses', async () => {
    editor.buffers.set('a.txt', text({ 4: 'unsaved' }));
    editor.beforeWrite = () => Promise.reject(new SwarmError('conflict', 'The editor said no.'));
    const merge = run.desk(editor).merge([await run.request('t01')]);
    await assert.rejects(merge, /The editor said no/);
    assert.equal(editor.buffers.get('a.txt'), text({ 4: 'unsaved' }));
    assert.deepEqual(await states('t01'), ['ready']);
    assert.deepEqual(await listMerges(run.repository.git), []);
    assert.equal(await run.project.hand.raw(['for-each-ref', 'refs/swarm/undo']), '');
  });

  it('can be taken back when the editor wrote only some of it', async () => {
    editor.beforeWrite = () => Promise.reject(new HalfWritten('conflict', 'Not put back: a.txt.'));
    await assert.rejects(run.desk(editor).merge([await run.request('t01')]), /Not put back/);
    assert.equal((await listMerges(run.repository.git)).length, 1);
    assert.deepEqual(await states('t01'), ['ready']);
  });

  it('says how to undo before the editor changes anything', async () => {
    let known: string[] = [];
    editor.beforeWrite = async () => {
      known = (await listMerges(run.repository.git)).map(({ mergeId }) => mergeId);
    };
    await run.desk(editor).merge([await run.request('t01')]);
    assert.deepEqual(known, ['m1']);
  });

  it('does not bring a file back that was deleted, and says so', async () => {
    await rm(run.project.path('a.txt'));
    const report = await run.desk(editor).merge([await run.request('t01')]);
    assert.deepEqual(report.conflicted, [{ runId: 'r1', taskId: 't01', files: ['a.txt'] }]);
    assert.deepEqual(report.merged, []);
  });

  it('writes nothing when a file is deleted at that very moment', async () => {
    const deleting = new BufferWorkingCopy(run.repository);
    const snapshot = deleting.snapshot.bind(deleting);
    deleting.snapshot = async (options) => {
      const taken = await snapshot(options);
      await rm(run.project.path('a.txt'));
      return taken;
    };
    const merge = run.desk(deleting).merge([await run.request('t01')]);
    await assert.rejects(merge, (error) => isSwarmError(error, 'conflict'));
    assert.deepEqual(await listMerges(run.repository.git), []);
    assert.deepEqual(await states('t01'), ['ready']);
  });

  it('brings new, deleted and executable files, and links', async () => {
    await run.addTask('t02', async () => {
      await run.project.write('new/file.txt', 'new\n');
      await rm(run.project.path('b.txt'));
      await run.project.write('c.txt', 'c\n', 0o755);
      await run.project.link('link', 'c.txt');
    });
    const desk = run.desk(editor);
    const before = (await editor.snapshot({ message: 'before' })).tree;
    const request = await run.request('t02');
    await desk.merge([request]);
    const after = (await editor.snapshot({ message: 'after' })).tree;
    const wanted = await run.project.hand.revparse([`${request.task.result?.commit}^{tree}`]);
    assert.equal(after, wanted.trim());
    await desk.undo();
    assert.equal((await editor.snapshot({ message: 'undone' })).tree, before);
  });
});

describe('merging into an editor with CRLF', () => {
  it('keeps the line ends of the buffer, unsaved text, and what git has', async () => {
    const run = await reviewedRun({ 'a.txt': text() }, async (project) => {
      await project.configure('[core]\nautocrlf = true\n');
      await project.write('a.txt', text({}, '\r\n'));
    });
    try {
      await run.addTask('t01', () => run.project.write('a.txt', text({ 1: 'fix' }, '\r\n')));
      assert.equal(await run.project.read('a.txt'), text({}, '\r\n'));
      const editor = new BufferWorkingCopy(run.repository);
      editor.buffers.set('a.txt', text({ 8: 'unsaved' }, '\r\n'));
      const desk = run.desk(editor);
      await desk.merge([await run.request('t01')]);
      assert.equal(editor.buffers.get('a.txt'), text({ 1: 'fix', 8: 'unsaved' }, '\r\n'));
      await editor.save();
      assert.match(await run.project.hand.raw(['diff', '--numstat']), /^2\t2\ta\.txt$/m);
      await desk.undo();
      assert.equal(editor.buffers.get('a.txt'), text({ 8: 'unsaved' }, '\r\n'));
    } finally {
      await run.remove();
    }
  });
});

describe('merging parts of a task', () => {
  let run: ReviewedRun;

  beforeEach(async () => {
    run = await reviewedRun({ 'a.txt': text(), 'b.txt': text() });
    await run.addTask('t01', async () => {
      await run.project.write('a.txt', text({ 1: 'fix', 4: 'fix', 8: 'fix' }));
      await run.project.write('b.txt', text({ 5: 'fix' }));
    });
  });

  afterEach(() => run.remove());

  async function merge(
    more: Parameters<ReviewedRun['request']>[1] = {},
  ): Promise<readonly string[]> {
    const { conflicted } = await run.desk().merge([await run.request('t01', more)]);
    assert.deepEqual(conflicted, []);
    return [(await run.task('t01')).state, await run.project.read('a.txt')];
  }

  it('takes hunks first and then the rest, by which the task is merged', async () => {
    const some = await merge({ parts: [{ path: 'a.txt', hunks: [1] }] });
    assert.deepEqual(some, ['ready', text({ 4: 'fix' })]);
    const rest = await merge();
    assert.deepEqual(rest, ['merged', text({ 1: 'fix', 4: 'fix', 8: 'fix' })]);
    assert.equal(await run.project.read('b.txt'), text({ 5: 'fix' }));
  });

  it('is merged as soon as its last hunk is in, whichever order', async () => {
    await merge({ parts: [{ path: 'b.txt' }] });
    await merge({ parts: [{ path: 'a.txt', hunks: [2] }] });
    const [state] = await merge({ parts: [{ path: 'a.txt', hunks: [0] }] });
    assert.equal(state, 'ready');
    const last = await merge({ parts: [{ path: 'a.txt', hunks: [1] }] });
    assert.deepEqual(last, ['merged', text({ 1: 'fix', 4: 'fix', 8: 'fix' })]);
  });

  it('takes several selections of one file together', async () => {
    const parts = [
      { path: 'a.txt', hunks: [0] },
      { path: 'a.txt', hunks: [2] },
    ];
    assert.deepEqual(await merge({ parts }), ['ready', text({ 1: 'fix', 8: 'fix' })]);
  });

  it('merges all but what somebody does not want, and is merged then', async () => {
    const except = [{ path: 'b.txt' }, { path: 'a.txt', hunks: [1] }];
    assert.deepEqual(await merge({ except }), ['merged', text({ 1: 'fix', 8: 'fix' })]);
    assert.equal(await run.project.read('b.txt'), text());
  });

  it('does not wait for what somebody does not want', async () => {
    const except = [{ path: 'b.txt' }, { path: 'a.txt', hunks: [2] }];
    await merge({ parts: [{ path: 'a.txt', hunks: [0] }], except });
    const last = await merge({ parts: [{ path: 'a.txt', hunks: [1, 2] }], except });
    assert.deepEqual(last, ['merged', text({ 1: 'fix', 4: 'fix' })]);
  });

  it('is ready again when any of its merges is taken back', async () => {
    await merge({ parts: [{ path: 'b.txt' }] });
    await merge();
    const desk = run.desk();
    assert.deepEqual((await desk.undo('m1')).tasks, ['t01']);
    assert.equal(await run.project.read('b.txt'), text());
    assert.equal(await run.project.read('a.txt'), text({ 1: 'fix', 4: 'fix', 8: 'fix' }));
    assert.equal((await run.task('t01')).state, 'ready');
    await merge();
    assert.equal(await run.project.read('b.txt'), text({ 5: 'fix' }));
  });

  it('refuses what the task does not have', async () => {
    const request = await run.request('t01', { except: [{ path: 'c.txt' }] });
    const merging = run.desk().merge([request]);
    await assert.rejects(merging, (error) => isSwarmError(error, 'usage'));
  });
});

describe('merging what is in already', () => {
  let run: ReviewedRun;

  beforeEach(async () => {
    run = await reviewedRun({ 'a.txt': text() });
    await run.addTask('t01', () => run.project.write('a.txt', text({ 1: 'fix', 7: 'fix' })));
  });

  afterEach(() => run.remove());

  it('leaves no second merge to take back when a hunk is accepted twice', async () => {
    const request = await run.request('t01', { parts: [{ path: 'a.txt', hunks: [0] }] });
    await run.desk().merge([request]);
    const { mergeId, merged, files } = await run.desk().merge([request]);
    assert.deepEqual([mergeId, merged, files], ['', ['t01'], []]);
    assert.equal((await listMerges(run.repository.git)).length, 1);
    assert.equal((await run.task('t01')).state, 'ready');
  });

  it('ends a task of which the files have everything', async () => {
    await run.project.write('a.txt', text({ 1: 'fix', 7: 'fix' }));
    const { mergeId, merged } = await run.desk().merge([await run.request('t01')]);
    assert.deepEqual([mergeId, merged], ['', ['t01']]);
    assert.deepEqual(await listMerges(run.repository.git), []);
    assert.equal((await run.task('t01')).state, 'merged');
  });
});

describe('merging what is checked together', () => {
  let run: ReviewedRun;

  beforeEach(async () => {
    run = await reviewedRun({ 'a.txt': text(), 'b.txt': text() });
    await run.addTask('t01', () => run.project.write('a.txt', text({ 1: 'fix' })));
    await run.addTask('t02', () => run.project.write('b.txt', text({ 1: 'fix' })));
  });

  afterEach(() => run.remove());

  /** @param meanwhile is done while the check of everything together goes on, the first time. */
  async function mergeBoth(
    meanwhile: () => Promise<unknown>,
    isWanted: (request: MergeRequest) => boolean = () => true,
  ): Promise<[MergeReport, number]> {
    let checks = 0;
    const check = async (): Promise<[]> => {
      checks += 1;
      if (checks === 2) await meanwhile();
      return [];
    };
    const requests = [await run.request('t01'), await run.request('t02')];
    return [await run.desk(undefined, 0).merge(requests, { check, isWanted }), checks];
  }

  it('leaves out what somebody discards meanwhile, and checks the rest again', async () => {
    const [report, checks] = await mergeBoth(async () => {
      const recorder = await RunRecorder.open(run.store, 'r1', () => undefined);
      await recorder.append({ event: 'task', taskId: 't02', change: 'discarded' });
    });
    assert.deepEqual([report.merged, report.files, checks], [['t01'], ['a.txt'], 4]);
    assert.equal(await run.project.read('b.txt'), text());
    assert.equal((await run.task('t02')).state, 'discarded');
  });

  it('leaves out what somebody edits meanwhile', async () => {
    const [report] = await mergeBoth(async () => {
      const history = await run.store.history('r1');
      const task = await run.task('t02');
      const bytes = Buffer.from(text({ 1: 'mine' }));
      const desk = new EditDesk(run.repository, run.store);
      await desk.editTaskFile({ run: history.view(), task }, 'b.txt', bytes);
    });
    assert.deepEqual(report.merged, ['t01']);
    assert.equal(await run.project.read('b.txt'), text());
    assert.equal((await run.task('t02')).state, 'ready');
  });

  it('leaves out what the host does not want any more', async () => {
    let unwanted = '';
    const [report] = await mergeBoth(
      async () => {
        unwanted = 't01';
      },
      ({ task }) => task.task.taskId !== unwanted,
    );
    assert.deepEqual(report.merged, ['t02']);
    assert.equal(await run.project.read('a.txt'), text());
  });

  it('leaves out what is found to be wrong meanwhile', async () => {
    const [report] = await mergeBoth(async () => {
      const recorder = await RunRecorder.open(run.store, 'r1', () => undefined);
      await recorder.append({ event: 'doubted', taskId: 't02', introduced: [] });
    });
    assert.deepEqual(report.merged, ['t01']);
    assert.equal(await run.project.read('b.txt'), text());
  });

  it('keeps what somebody types meanwhile, and leaves out what does not fit with it', async () => {
    const [report] = await mergeBoth(async () => {
      await run.project.write('a.txt', text({ 8: 'mine' }));
      await run.project.write('b.txt', text({ 1: 'mine' }));
    });
    assert.deepEqual(report.merged, ['t01']);
    assert.deepEqual(report.conflicted, [{ runId: 'r1', taskId: 't02', files: ['b.txt'] }]);
    assert.equal(await run.project.read('a.txt'), text({ 1: 'fix', 8: 'mine' }));
    assert.equal(await run.project.read('b.txt'), text({ 1: 'mine' }));
  });

  it('does not keep anybody from accepting a fix meanwhile', async () => {
    const [report] = await mergeBoth(async () => {
      const accepted = await run.desk(undefined, 0).merge([await run.request('t02')]);
      assert.deepEqual(accepted.merged, ['t02']);
    });
    assert.deepEqual([report.merged, report.files], [['t01'], ['a.txt']]);
    assert.equal((await listMerges(run.repository.git)).length, 2);
  });

  it('says what is being merged when somebody else takes too long', async () => {
    const editor = new BufferWorkingCopy(run.repository);
    let refused: unknown;
    editor.beforeWrite = async () => {
      const other = run.desk(undefined, 0).merge([await run.request('t02')]);
      refused = await other.catch((error: unknown) => error);
    };
    await run.desk(editor).merge([await run.request('t01')]);
    assert.ok(isSwarmError(refused, 'locked'));
    assert.equal(
      refused.message,
      'The merge of t01 is still going on; try again when it has ended.',
    );
  });
});

describe('the list of merges', () => {
  it('tells the newest first, with the tasks of each', async () => {
    const run = await reviewedRun({ 'a.txt': text(), 'b.txt': text() });
    try {
      await run.addTask('t01', () => run.project.write('a.txt', text({ 1: 'fix', 8: 'fix' })));
      await run.addTask('t02', () => run.project.write('b.txt', text({ 1: 'fix' })));
      await run.addTask('t01', () => run.project.write('b.txt', text({ 8: 'fix' })), 'r2');
      const desk = run.desk();
      const part = { parts: [{ path: 'a.txt', hunks: [0] }] };
      await desk.merge([await run.request('t01', part), await run.request('t02')]);
      await desk.merge([await run.request('t01', { runId: 'r2' })]);
      await run.store.remove('r2');
      const merges = await desk.merges();
      assert.deepEqual(
        merges.map(({ mergeId, message, tasks }) => [mergeId, message, tasks]),
        [
          ['m2', 'merge t01', [{ runId: 'r2', taskId: 't01', isPart: false, reason: '' }]],
          [
            'm1',
            'merge t01 t02',
            [
              { runId: 'r1', taskId: 't01', isPart: true, reason: 'what t01 is about' },
              { runId: 'r1', taskId: 't02', isPart: false, reason: 'what t02 is about' },
            ],
          ],
        ],
      );
    } finally {
      await run.remove();
    }
  });

  it('keeps tasks of one name in two runs apart', async () => {
    const run = await reviewedRun({ 'a.txt': text(), 'b.txt': text() });
    try {
      await run.addTask('t01', () => run.project.write('a.txt', text({ 1: 'fix' })));
      await run.addTask('t01', () => run.project.write('b.txt', text({ 1: 'fix' })), 'r2');
      await run.project.write('a.txt', text({ 1: 'mine' }));
      const requests = [await run.request('t01'), await run.request('t01', { runId: 'r2' })];
      const report = await run.desk().merge(requests);
      assert.deepEqual(report.conflicted, [{ runId: 'r1', taskId: 't01', files: ['a.txt'] }]);
      assert.equal((await run.task('t01')).state, 'conflicted');
      assert.equal((await run.task('t01', 'r2')).state, 'merged');
    } finally {
      await run.remove();
    }
  });
});

describe('conflicts with the working copy', () => {
  let run: ReviewedRun;
  let editor: BufferWorkingCopy;

  beforeEach(async () => {
    run = await reviewedRun({ 'a.txt': text(), 'b.txt': text() });
    editor = new BufferWorkingCopy(run.repository);
    await run.addTask('t01', async () => {
      await run.project.write('a.txt', text({ 1: 'fix', 7: 'fix' }));
      await run.project.write('b.txt', text({ 2: 'fix' }));
    });
    await run.addTask('t02', () => run.project.write('b.txt', text({ 8: 'fix' })));
  });

  afterEach(() => run.remove());

  it('are told before anybody merges, and nothing is written down', async () => {
    const desk = run.desk(editor);
    const requests = [await run.request('t01'), await run.request('t02')];
    assert.deepEqual(await desk.forecast(requests), []);
    editor.buffers.set('a.txt', text({ 7: 'unsaved' }));
    editor.buffers.set('b.txt', text({ 4: 'unsaved' }));
    assert.deepEqual(await desk.forecast(requests), [
      { runId: 'r1', taskId: 't01', files: ['a.txt'] },
    ]);
    const part = await run.request('t01', { parts: [{ path: 'a.txt', hunks: [0] }] });
    assert.deepEqual(await desk.forecast([part]), []);
    assert.equal((await run.task('t01')).state, 'ready');
    assert.deepEqual(await desk.merges(), []);
    await rm(run.project.path('b.txt'));
    editor.buffers.clear();
    assert.deepEqual(
      (await desk.forecast(requests)).map(({ taskId, files }) => [taskId, files]),
      [
        ['t01', ['b.txt']],
        ['t02', ['b.txt']],
      ],
    );
  });

  it('come with the three texts, and with what fits together already', async () => {
    editor.buffers.set('a.txt', text({ 7: 'unsaved' }));
    const texts = await run.desk(editor).conflictTexts(await run.request('t01'), 'a.txt');
    const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(String);
    assert.equal(base, text());
    assert.equal(ours, text({ 7: 'unsaved' }));
    assert.equal(theirs, text({ 1: 'fix', 7: 'fix' }));
    const marked = '<<<<<<< yours\nunsaved\n=======\nfix\n>>>>>>> fix';
    assert.equal(String(texts.merged), text({ 1: 'fix', 7: marked }));
  });

  it('have no merged text when a side has no such file, or is not text', async () => {
    await rm(run.project.path('a.txt'));
    await run.project.write('b.txt', Buffer.from([0, 1]));
    const desk = run.desk(editor);
    const gone = await desk.conflictTexts(await run.request('t01'), 'a.txt');
    assert.deepEqual([gone.ours, gone.merged], [undefined, undefined]);
    assert.equal(String(gone.base), text());
    const binary = await desk.conflictTexts(await run.request('t01'), 'b.txt');
    assert.deepEqual([binary.ours, binary.merged], [Buffer.from([0, 1]), undefined]);
  });

  it('are told of links as well, which have no lines to merge', async () => {
    const linked = await reviewedRun({ 'a.txt': text() }, ({ link }) => link('link', 'a.txt'));
    try {
      const { project } = linked;
      const lead = async (target: string): Promise<void> => {
        await rm(project.path('link'));
        await project.link('link', target);
      };
      await linked.addTask('t01', () => lead('fix.txt'));
      await lead('mine.txt');
      const [desk, request] = [linked.desk(), await linked.request('t01')];
      const texts = await desk.conflictTexts(request, 'link');
      assert.deepEqual([texts.isLink, texts.merged], [true, undefined]);
      assert.deepEqual([texts.ours, texts.theirs].map(String), ['mine.txt', 'fix.txt']);
      await desk.takeFile(request, 'link', texts.before);
      assert.equal(await readlink(project.path('link')), 'fix.txt');
      await lead('other.txt');
      await assert.rejects(desk.takeFile(request, 'link', texts.before), /was edited meanwhile/);
      assert.equal(await readlink(project.path('link')), 'other.txt');
    } finally {
      await linked.remove();
    }
  });

  it('can be resolved by hand, file by file, and be taken back', async () => {
    const desk = run.desk(editor);
    editor.buffers.set('a.txt', text({ 7: 'unsaved' }));
    await desk.merge([await run.request('t01')]);
    assert.equal((await run.task('t01')).state, 'conflicted');
    await desk.merge([await run.request('t01', { parts: [{ path: 'b.txt' }] })]);
    assert.equal((await run.task('t01')).state, 'conflicted');
    const { before } = await desk.conflictTexts(await run.request('t01'), 'a.txt');
    editor.buffers.set('a.txt', text({ 1: 'fix', 7: 'both' }));
    await run.project.write('c.txt', 'meanwhile\n');
    const mergeId = await desk.recordResolved(await run.request('t01'), before);
    const task = await run.task('t01');
    assert.deepEqual([task.state, task.mergeId], ['merged', mergeId]);
    await desk.undo();
    assert.equal(editor.buffers.get('a.txt'), text({ 7: 'unsaved' }));
    assert.equal(editor.buffers.get('b.txt'), text({ 2: 'fix' }));
    assert.equal(await run.project.read('c.txt'), 'meanwhile\n');
    assert.equal((await run.task('t01')).state, 'ready');
  });

  it('can be called resolved without a way back', async () => {
    const desk = run.desk(editor);
    assert.equal(await desk.recordResolved(await run.request('t02')), '');
    assert.equal((await run.task('t02')).state, 'merged');
    assert.deepEqual(await desk.merges(), []);
  });
});
