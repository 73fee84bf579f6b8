import { deepEqual, equal, rejects } from 'node:assert/strict';
import type { Overlays } from '../../src/core/git/overlays.ts';
import type { ReportedProblem } from '../../src/core/issues/problemReport.ts';
import type { Swarm } from '../../src/core/swarm.ts';
import { BufferWorkingCopy } from '../support/bufferWorkingCopy.ts';
import { hashesBelow, type MarkerProject, markerProject } from '../support/markerProject.ts';
import { openSwarm, requestRun } from '../support/markerSwarm.ts';

const everything = { paths: [], types: [] };

/** What an editor says of a bad line. */
function reportedAt(file: string, line: number): ReportedProblem {
  const range = { line, column: 1, endLine: line, endColumn: 4 };
  return { file, range, severity: 'error', source: 'ts', code: '1', message: 'a bad line' };
}

describe('a run on what an editor holds', () => {
  const unsaved = 'added\nfirst 1\nBAD\nlast 1\n';
  const overlays: Overlays = new Map([['src/file1.txt', Buffer.from(unsaved)]]);
  let project: MarkerProject;
  let editor: BufferWorkingCopy | undefined;
  let swarm: Swarm;

  beforeEach(async () => {
    project = await markerProject(2);
    swarm = await openSwarm(project, {
      workingCopy: (repository) => {
        editor = new BufferWorkingCopy(repository);
        return editor;
      },
    });
  });

  afterEach(() => project.remove());

  it('fixes unsaved text where the editor says that it is bad, and saves nothing', async () => {
    const reported = [reportedAt('src/file1.txt', 3)];
    const { report } = await swarm.run(requestRun({ reported, overlays }));
    const [task] = report.tasks;
    deepEqual(
      task?.issues.map(({ line, verdict }) => [line, verdict]),
      [[3, 'fixed']],
    );
    const fixed = await project.repository.show(task?.commit ?? '', 'src/file1.txt');
    equal(fixed, unsaved.replace('BAD', 'GOOD'));
    equal(await project.repository.read('src/file1.txt'), 'first 1\nBAD\nlast 1\n');
  });

  it('starts from what the working copy holds when nobody says otherwise', async () => {
    editor?.buffers.set('src/file1.txt', unsaved);
    editor?.buffers.set('src/file2.txt', 'nothing wrong any more\n');
    const { report } = await swarm.run(requestRun());
    deepEqual(
      report.tasks.flatMap((task) => task.issues.map(({ file, line }) => [file, line])),
      [['src/file1.txt', 3]],
    );
  });

  it('merges into the editor what is verified, after a check of the unsaved text', async () => {
    editor?.buffers.set('src/file1.txt', unsaved);
    await swarm.run(requestRun());
    editor?.buffers.set('src/file1.txt', `${unsaved}more\n`);
    const { merged } = await swarm.mergeVerified(new AbortController().signal);
    deepEqual(merged, ['t01', 't02']);
    const fixed = `${unsaved.replace('BAD', 'GOOD')}more\n`;
    equal(editor?.buffers.get('src/file1.txt'), fixed);
    equal(await project.repository.read('src/file1.txt'), 'first 1\nBAD\nlast 1\n');
    deepEqual(
      (await swarm.merges()).map(({ tasks }) => tasks.map(({ taskId }) => taskId)),
      [['t01', 't02']],
    );
    await swarm.mergeDesk.undo();
    equal(editor?.buffers.get('src/file1.txt'), `${unsaved}more\n`);
  });

  it('merges into the editor when the run itself merges', async () => {
    editor?.buffers.set('src/file1.txt', unsaved);
    const { merge } = await swarm.run(requestRun({ mergeVerified: true }));
    deepEqual(merge?.merged, ['t01', 't02']);
    equal(editor?.buffers.get('src/file1.txt'), unsaved.replace('BAD', 'GOOD'));
  });

  it('is planned by the checkers on unsaved text', async () => {
    const { choice, checkers, setupCommand, signal } = requestRun();
    const request = { choice, checkers, setupCommand, signal, reported: undefined };
    const lines = async (more = {}): Promise<number[]> => {
      const plan = await swarm.plan({ ...request, ...more });
      return plan.issues
        .filter(({ file }) => file === 'src/file1.txt')
        .map(({ range }) => range.line);
    };
    deepEqual(await lines(), [2]);
    deepEqual(await lines({ overlays }), [3]);
    const stale = { reported: [reportedAt('src/file1.txt', 2)] };
    deepEqual(await lines({ ...stale, overlays }), [3]);
  });
});

describe('a plan for what an editor reports', () => {
  let project: MarkerProject;

  beforeEach(async () => {
    project = await markerProject(3);
  });

  afterEach(() => project.remove());

  const noWorkers = { runner: { command: 'there-is-no-such-program', args: [] } };

  it('asks no checker, needs no trust, and writes nothing', async () => {
    const swarm = await openSwarm(project, { ...noWorkers, isTrusted: false });
    await project.repository.write('ignored', 'x\n');
    await project.repository.write('src/marked.txt', '# @generated\n');
    const before = await hashesBelow(project.repository.root);
    const files = ['src/file1.txt', 'src/file2.txt', 'src/file2.txt', 'src/gone.txt'];
    const odd = ['ignored', 'src/marked.txt', '../elsewhere.txt', 'other/file.txt'];
    const problems = [...files, ...odd].map((file) => reportedAt(file, 2));
    const choice = { paths: ['src', 'ignored', '../elsewhere.txt'], types: [] };
    const plan = await swarm.planReported(problems, choice);
    deepEqual(
      plan.tasks.map(({ taskId, filePaths }) => `${taskId} ${filePaths}`),
      ['t01 src/file1.txt', 't02 src/file2.txt'],
    );
    deepEqual(Object.fromEntries(plan.leftOut), {
      'reported twice': 1,
      'in files that do not exist': 1,
      'in ignored files': 1,
      'in generated files': 1,
      'outside the repository': 1,
      'not asked for': 1,
    });
    deepEqual(await hashesBelow(project.repository.root), before);
  });

  it('gives the issues the names that they have in the run', async () => {
    const swarm = await openSwarm(project);
    const overlays: Overlays = new Map([
      ['src/file1.txt', Buffer.from('added\r\n  BAD and unsaved\r\n')],
    ]);
    const reported = [reportedAt('src/file1.txt', 2), reportedAt('src/file3.txt', 2)];
    const plan = await swarm.planReported(reported, everything, { overlays });
    deepEqual(
      plan.issues.map(({ lineText }) => lineText),
      ['BAD and unsaved', 'BAD'],
    );
    const { report } = await swarm.run(requestRun({ reported, overlays }));
    deepEqual(
      report.tasks.flatMap((task) => task.issues.map(({ id }) => id)).sort(),
      plan.issues.map(({ id }) => id).sort(),
    );
  });

  it('stops when it is told to', async () => {
    const swarm = await openSwarm(project, noWorkers);
    const signal = AbortSignal.abort();
    const plan = swarm.planReported([reportedAt('src/file1.txt', 2)], everything, { signal });
    await rejects(plan, /Cancelled/);
  });
});
