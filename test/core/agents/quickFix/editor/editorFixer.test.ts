import assert from 'node:assert/strict';
import { EditorAgent } from '../../../../../src/core/agents/quickFix/editor/editorAgent.ts';
import { EditorFixer } from '../../../../../src/core/agents/quickFix/editor/editorFixer.ts';
import type { CandidateFix, Fixer } from '../../../../../src/core/agents/quickFix/fixer.ts';
import {
  type Line,
  type LineWorkshop,
  lineEdit,
  lineWorkshop,
  safeFix,
} from '../../../../support/lineWorkshop.ts';

/** A line breaks the rule that its first word names, when that is written in capitals. */
function shouted({ text }: Line): string | undefined {
  return /^[A-Z]+\b/.exec(text)?.[0];
}

describe('EditorAgent', () => {
  let workshop: LineWorkshop;

  afterEach(() => workshop.remove());

  /** An editor that has seen the text as it is now, with its fixes by the number of their line. */
  async function editorFor(
    text: string,
    offers: Readonly<Record<number, (line: Line) => readonly CandidateFix[]>>,
    cascade: readonly Fixer[] = [],
  ): Promise<EditorAgent> {
    const lines = text.split('\n');
    const candidates = new Map(
      Object.entries(offers).map(([number, offer]) => {
        const index = Number(number) - 1;
        return [
          `a.txt:${number}`,
          offer({ file: 'a.txt', text: lines[index] ?? '', index, lines }),
        ];
      }),
    );
    const { workpiece } = workshop.context;
    const fixer = new EditorFixer(candidates, new Map([['a.txt', text]]), workpiece);
    return new EditorAgent(fixer, 'safe', cascade);
  }

  const mend = (line: Line) => [safeFix(lineEdit(line, 'ok'))];

  it('puts each edit where its line has moved to meanwhile', async () => {
    const text = 'BAD 1\nBAD 2\nBAD 3\n';
    workshop = await lineWorkshop({ 'a.txt': text }, shouted, () => []);
    const agent = await editorFor(text, { 2: mend, 3: mend });
    // An agent before this one has been at work since the editor was asked.
    await workshop.project.write('a.txt', 'new\nBAD 1\nBAD 2\nBAD 3\n');
    const issues = workshop.context.issues.map((issue) => ({
      ...issue,
      range: { ...issue.range, line: issue.range.line + 1, endLine: issue.range.endLine + 1 },
    }));
    await agent.attempt({ ...workshop.context, issues });
    assert.equal(await workshop.project.read('a.txt'), 'new\nBAD 1\nok\nok\n');
  });

  it('keeps every good edit when one of them is bad, whatever they do to each other’s lines', async () => {
    const text = 'BAD 1\nTRAP 2\nBAD 3\nBAD 4\n';
    workshop = await lineWorkshop({ 'a.txt': text }, shouted, () => []);
    const twice = (line: Line) => [safeFix(lineEdit(line, 'ok\nok'))];
    const trap = (line: Line) => [safeFix(lineEdit(line, 'SPRUNG'))];
    const agent = await editorFor(text, { 1: twice, 2: trap, 3: twice, 4: mend });
    await agent.attempt(workshop.context);
    assert.equal(await workshop.project.read('a.txt'), 'ok\nok\nTRAP 2\nok\nok\nok\n');
  });

  it('drops an edit whose line another one has changed', async () => {
    const text = 'BAD 1\nshared\nBAD 2\n';
    workshop = await lineWorkshop({ 'a.txt': text }, shouted, () => []);
    const withShared = (line: Line) => [
      safeFix(lineEdit(line, 'ok'), lineEdit({ ...line, index: 1 }, `shared ${line.index}`)),
    ];
    const agent = await editorFor(text, { 1: withShared, 3: withShared });
    await agent.attempt(workshop.context);
    assert.equal(await workshop.project.read('a.txt'), 'ok\nshared 0\nBAD 2\n');
  });

  it('mends what its edits bring about with the tools of the project', async () => {
    const text = 'BAD 1\n';
    workshop = await lineWorkshop({ 'a.txt': text }, shouted, mend);
    const makesAnother = (line: Line) => [safeFix(lineEdit(line, 'ok\nWORSE'))];
    const agent = await editorFor(text, { 1: makesAnother }, [workshop.fixer]);
    await agent.attempt(workshop.context);
    assert.equal(await workshop.project.read('a.txt'), 'ok\nok\n');
  });
});
