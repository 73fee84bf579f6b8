import { deepEqual } from 'node:assert/strict';
import { chooseAgents, type EditorAgents } from '../../../src/extension/settings/chosenAgents.ts';

const usual: EditorAgents = {
  agents: {},
  ladder: undefined,
  usualLadder: ['quickfix', 'editor'],
};
const silent = { agents: [], ladder: ['quickfix'], isLadderChosen: false };
const mine = { kind: 'command', id: 'mine', command: 'mine --stdin' } as const;

function idsOf(editor: EditorAgents, project: Parameters<typeof chooseAgents>[1] = silent) {
  const chosen = chooseAgents(editor, project);
  return chosen.kind === 'known' ? chosen.agents.map(({ id }) => id) : chosen;
}

describe('the ladder of a run', () => {
  it('is the usual one when nobody says anything', () => {
    deepEqual(idsOf(usual), ['quickfix', 'editor']);
  });

  it("has the project's own agent after what costs nothing", () => {
    const project = { agents: [mine], ladder: ['quickfix', 'mine'], isLadderChosen: false };
    deepEqual(idsOf(usual, project), ['quickfix', 'editor', 'mine']);
  });

  it("is the project's when that names one", () => {
    const project = { agents: [mine], ladder: ['mine', 'quickfix'], isLadderChosen: true };
    deepEqual(idsOf(usual, project), ['mine', 'quickfix']);
  });

  it("is the editor's when somebody has set it, whatever the project says", () => {
    const project = { agents: [mine], ladder: ['mine'], isLadderChosen: true };
    deepEqual(idsOf({ ...usual, ladder: ['editor', 'mine', 'editor'] }, project), [
      'editor',
      'mine',
    ]);
  });

  it("runs the editor's command where both have an agent of that name", () => {
    const editor = { ...usual, agents: { mine: { command: 'other' } }, ladder: ['mine'] };
    const chosen = chooseAgents(editor, { ...silent, agents: [mine] });
    deepEqual(chosen, {
      kind: 'known',
      agents: [{ kind: 'command', id: 'mine', command: 'other' }],
    });
  });

  it('knows programs that speak the Agent Client Protocol, and the chat model, by name', () => {
    deepEqual(idsOf({ ...usual, ladder: ['quickfix', 'claude', 'chat'] }), [
      'quickfix',
      'claude',
      'chat',
    ]);
  });

  it('names what is not known, and what is', () => {
    const known = ['opencode', 'codex', 'claude', 'gemini', 'qwen', 'copilot', 'cline', 'goose'];
    deepEqual(idsOf({ ...usual, ladder: ['quickfix', 'nobody'], agents: { mine } }), {
      kind: 'unknown',
      name: 'nobody',
      known: [...known, 'chat', 'editor', 'mine', 'quickfix'].sort(),
      isFromProject: false,
    });
  });
});
