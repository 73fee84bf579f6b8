import { deepEqual, equal } from 'node:assert/strict';
import { GitCommand } from '../../../src/core/git/gitCommand.ts';
import { VerifiedTrain } from '../../../src/core/manager/verifiedTrain.ts';
import type { Diagnostic } from '../../../src/core/protocol/diagnostic.ts';
import {
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/temporaryRepository.ts';

function diagnostic(file: string, message: string): Diagnostic {
  const range = { line: 1, column: 1, endLine: 1, endColumn: 2 };
  return { file, range, severity: 'error', source: 'test', code: '1', message };
}

describe('VerifiedTrain', () => {
  let repository: TemporaryRepository;
  let git: GitCommand;
  let start: string;

  beforeEach(async () => {
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (_one, index) => [`f${index}.txt`, 'old\n']),
    );
    repository = await temporaryRepository(files);
    git = new GitCommand(repository.root);
    start = await git.text(['rev-parse', 'HEAD']);
  });

  afterEach(() => repository.remove());

  /** A commit on the start that rewrites one file. */
  async function edit(index: number, text: string): Promise<string> {
    await git.run(['reset', '-q', '--hard', start]);
    await repository.write(`f${index}.txt`, text);
    return repository.commit(`edit ${index}`);
  }

  async function textsAt(commit: string): Promise<string[]> {
    const texts = [];
    for (let index = 0; index < 8; index += 1)
      texts.push(await repository.show(commit, `f${index}.txt`));
    return texts;
  }

  async function candidates() {
    const list = [];
    for (let index = 0; index < 8; index += 1) {
      const commit = await edit(index, `new ${index}\n`);
      list.push({ taskId: `t${index}`, parent: start, commit, fixes: [] });
    }
    return list;
  }

  it('checks good fixes once, together', async () => {
    const checked: string[] = [];
    const train = new VerifiedTrain(git, async (commit) => {
      checked.push(commit);
      return [];
    });
    const result = await train.build({ commit: start, diagnostics: [] }, await candidates());
    equal(checked.length, 1);
    equal(result.merged.length, 8);
    deepEqual(result.doubted, []);
    deepEqual((await textsAt(result.tree))[3], 'new 3\n');
  });

  it('finds by halving the one that is bad together with another, and leaves it out', async () => {
    let checks = 0;
    const train = new VerifiedTrain(git, async (commit) => {
      checks += 1;
      const texts = await textsAt(commit);
      const isBad = texts[2] === 'new 2\n' && texts[5] === 'new 5\n';
      return isBad ? [diagnostic('f7.txt', 'does not fit')] : [];
    });
    const result = await train.build({ commit: start, diagnostics: [] }, await candidates());
    deepEqual(
      result.doubted.map((one) => one.taskId),
      ['t5'],
    );
    deepEqual(
      result.doubted[0]?.introduced.map((one) => one.message),
      ['does not fit'],
    );
    deepEqual(result.merged, ['t0', 't1', 't2', 't3', 't4', 't6', 't7']);
    equal(checks <= 6, true, `${checks} checks`);
  });

  it('leaves out a fix that does not hold in the end', async () => {
    const before = diagnostic('f1.txt', 'a problem');
    const train = new VerifiedTrain(git, async (commit) =>
      (await textsAt(commit))[0] === 'new 0\n' ? [before] : [],
    );
    const list = (await candidates()).map((one) =>
      one.taskId === 't1' ? { ...one, fixes: [before] } : one,
    );
    const result = await train.build({ commit: start, diagnostics: [before] }, list);
    deepEqual(
      result.doubted.map((one) => one.taskId),
      ['t1'],
    );
  });

  it('tells which ones collide, and goes on without them', async () => {
    const first = await edit(0, 'mine\n');
    const second = await edit(0, 'yours\n');
    const train = new VerifiedTrain(git, async () => []);
    const result = await train.build({ commit: start, diagnostics: [] }, [
      { taskId: 'a', parent: start, commit: first, fixes: [] },
      { taskId: 'b', parent: start, commit: second, fixes: [] },
    ]);
    deepEqual(result.merged, ['a']);
    deepEqual(result.conflicted, [{ taskId: 'b', files: ['f0.txt'] }]);
  });
});
