import assert from 'node:assert/strict';
import { hashText } from '../../../src/core/base/textHash.ts';
import type { EditorEdit, EditorFix } from '../../../src/core/protocol/editorFix.ts';
import type { Issue } from '../../../src/core/protocol/issue.ts';
import type { AgentSettings } from '../../../src/core/protocol/settings.ts';
import {
  isAnySuccess,
  type RunnerProject,
  reasonsOf,
  verdictsOf,
} from '../../support/runnerProject.ts';
import { problems, shopProject } from '../../support/shopProject.ts';

const editor: AgentSettings = { kind: 'editor', id: 'editor' };
const { equals, type } = problems;

describe('The quick fixes of an editor', () => {
  let project: RunnerProject;
  let issues: readonly Issue[];
  let text: string;

  before(async () => {
    project = await shopProject();
    issues = await project.issues();
    text = await project.user.read('src/price.ts');
  });

  after(() => project.remove());

  /** An edit of `src/price.ts` that puts something in the place of what stands there once. */
  function edit(old: string, newText: string): EditorEdit {
    const lines = text.slice(0, text.indexOf(old)).split('\n');
    const [line, column] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
    const range = { line, column, endLine: line, endColumn: column + old.length };
    return { file: 'src/price.ts', range, newText };
  }

  function fixOf(issueId: string, edits: readonly EditorEdit[], more: Partial<EditorFix> = {}) {
    const textHashes = { 'src/price.ts': hashText(text) };
    return { issueId, title: 'Mend it', isPreferred: true, edits, textHashes, ...more };
  }

  const strictly = (): EditorEdit => edit(' == ', ' === ');

  function attempt(editorFixes: readonly EditorFix[], ids: readonly string[] = [equals]) {
    return project.fix({
      agents: [editor],
      issues: issues.filter((issue) => ids.includes(issue.id)),
      more: { editorFixes },
    });
  }

  it('are tried, checked and kept like those of every other tool', async () => {
    const job = await attempt([fixOf(equals, [strictly()])], [equals, type]);
    assert.deepEqual(verdictsOf(job), { [equals]: 'fixed', [type]: 'remains' });
    const [verified] = job.result.parts;
    assert.deepEqual([verified?.result.success, verified?.result.agent], [true, 'editor']);
    assert.equal(
      await project.user.show(verified?.result.commit ?? '', 'src/price.ts'),
      text.replace(' == ', ' === '),
    );
    assert.match(job.log, /\[editor\] .*: Mend it/);
  });

  it('are taken back when the problem is still there, or another one is', async () => {
    const job = await attempt([
      fixOf(equals, [edit(' == 0', ' == 1')]),
      fixOf(equals, [edit(' == 0', " === '0'")]),
    ]);
    assert.deepEqual(verdictsOf(job), { [equals]: 'remains' });
    assert.equal(job.result.parts[0]?.result.commit, null);
  });

  it('wait for a person when the editor does not prefer them', async () => {
    const job = await attempt([fixOf(equals, [strictly()], { isPreferred: false })]);
    assert.deepEqual(verdictsOf(job), { [equals]: 'proposed' });
    assert.match(reasonsOf(job).join(), /the editor offers it, but does not prefer it/);
    assert.equal(isAnySuccess(job), false);
  });

  it('wait for a person when others can no longer use the file as before', async () => {
    const job = await attempt([fixOf(equals, [strictly(), edit('): boolean', '): unknown')])]);
    assert.deepEqual(verdictsOf(job), { [equals]: 'proposed' });
    assert.match(reasonsOf(job).join(), /isFree changes from/);
  });

  it('are dropped, and the log says so, when the file is not as the editor had it', async () => {
    const textHashes = { 'src/price.ts': hashText(`${text}\n`) };
    const job = await attempt([fixOf(equals, [strictly()], { textHashes })]);
    assert.deepEqual(verdictsOf(job), { [equals]: 'remains' });
    assert.match(job.log, /"Mend it" is left out: src\/price\.ts is not as the editor had it/);
  });

  it('never silence anything', async () => {
    const silence = edit(
      'return count ==',
      '// eslint-disable-next-line eqeqeq\n  return count ==',
    );
    const job = await attempt([fixOf(equals, [silence])]);
    assert.deepEqual(verdictsOf(job), { [equals]: 'remains' });
    assert.match(job.log, /it only silences/);
  });

  it('still fit after another agent has edited the file', async () => {
    const first = await project.agent(
      'first',
      `edit('src/price.ts', 'return count * 2', 'const all = count * 2;\\n  return String(all)');`,
    );
    const job = await project.fix({
      agents: [first, editor],
      issues: issues.filter((issue) => [equals, type].some((id) => id === issue.id)),
      more: { editorFixes: [fixOf(equals, [strictly()])] },
    });
    assert.deepEqual(verdictsOf(job), { [equals]: 'fixed', [type]: 'fixed' });
    assert.equal(job.result.parts[0]?.result.agent, 'first+editor');
  });
});

describe('A note', () => {
  it('reaches an agent, in its prompt and in its task file', async () => {
    const project = await shopProject();
    try {
      const issues = await project.issues();
      const agent = await project.agent(
        'listener',
        `const { job } = JSON.parse(read(process.env.SWARM_TASK_FILE));
         console.log(fs.readFileSync(0, 'utf8').includes('\\n> Keep names.\\n'), job.note);`,
      );
      const more = { note: 'Keep names.' };
      const job = await project.fix({ agents: [agent], issues: issues.slice(0, 1), more });
      assert.match(job.log, /true Keep names\./);
    } finally {
      await project.remove();
    }
  });
});
