import { deepEqual, equal, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { silentLogger } from '../../../../src/core/base/logger.ts';
import { openRepository } from '../../../../src/core/git/repository.ts';
import { EditorVerdicts } from '../../../../src/extension/fixes/editorVerdicts.ts';
import { MergeWatch, type StillReported } from '../../../../src/extension/merge/mergeWatch.ts';
import type { MergedFix } from '../../../../src/extension/merge/watchedFiles.ts';
import { MergeBench } from './mergeBench.ts';
import type { MergeProject } from './mergeProject.ts';

const lines = 'one\nBAD\nthree\n';

function problem(line: number): vscode.Diagnostic {
  const range = new vscode.Range(line, 0, line, 1);
  const diagnostic = new vscode.Diagnostic(range, 'a bad line', vscode.DiagnosticSeverity.Error);
  return Object.assign(diagnostic, { source: 'ts', code: 1 });
}

describe('what the editor says after a merge', () => {
  const bench = new MergeBench();
  const server = vscode.languages.createDiagnosticCollection('server');
  let project: MergeProject;
  let fixes: MergedFix[];
  let verdicts: EditorVerdicts;
  const told: StillReported[] = [];
  let watch: MergeWatch;

  beforeEach(async () => {
    await bench.begin();
    project = await bench.project({ 'src/a.txt': lines, 'src/b.txt': lines });
    const targets = await project.fix({
      ...{ 'src/a.txt': lines.replace('BAD', 'GOOD'), 'src/b.txt': lines.replace('BAD', 'GOOD') },
    });
    const session = { swarm: { repository: await openRepository(project.root) } };
    fixes = [];
    for (const target of targets) {
      const { reference } = target;
      const request = { runId: reference.runId, task: await project.task(target), parts: [] };
      fixes.push({ reference, request, session });
    }
    verdicts = new EditorVerdicts();
    told.length = 0;
  });

  afterEach(async () => {
    watch.dispose();
    server.clear();
    await bench.end();
  });

  /** Settles with what is told first. */
  function follow(): Promise<StillReported> {
    return new Promise((resolve) => {
      const onReported = (reported: StillReported): void => {
        told.push(reported);
        resolve(reported);
      };
      watch = new MergeWatch({ root: project.root, verdicts, log: silentLogger, onReported });
    });
  }

  function changed(): Promise<unknown> {
    return new Promise((resolve) => {
      const subscription = verdicts.onDidChange((task) => {
        subscription.dispose();
        resolve(task);
      });
    });
  }

  function reported(): number[] {
    return fixes.map(({ reference }) => verdicts.stillReported(reference).size);
  }

  it('counts only when it was said anew, and only as long as it is said', async () => {
    const [one, two] = ['src/a.txt', 'src/b.txt'].map((path) => project.uri(path));
    ok(one && two);
    await project.open('src/a.txt');
    await project.open('src/b.txt');
    const old = problem(1);
    server.set(one, [old]);
    const first = follow();
    watch.begin(fixes);
    server.set(one, [old, problem(0)]);
    server.set(two, [problem(1)]);
    const { count, watched, place } = await first;
    deepEqual([count, watched], [1, 2]);
    equal(place.uri.toString(), two.toString());
    deepEqual(reported().sort(), [0, 1]);
    const second = changed();
    server.set(two, []);
    await second;
    deepEqual(reported(), [0, 0]);
    equal(told.length, 1);
  });

  it('is forgotten when the merge is taken back', async () => {
    await project.open('src/a.txt');
    void follow();
    watch.begin(fixes);
    const first = changed();
    server.set(project.uri('src/a.txt'), [problem(1)]);
    await first;
    watch.retract();
    deepEqual(reported(), [0, 0]);
  });
});
