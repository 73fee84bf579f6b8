import assert from 'node:assert/strict';
import type { NewSessionResponse } from '@agentclientprotocol/sdk/unstable';
import { sessionChoices } from '../../../../src/core/agents/acp/sessionChoices.ts';

const modes = {
  currentModeId: 'auto',
  availableModes: [
    { id: 'default', name: 'Default' },
    { id: 'auto', name: 'Auto' },
  ],
};

function selectable(id: string, category: string, ...values: readonly string[]) {
  const options = values.map((value) => ({ value, name: value }));
  const currentValue = values[0] ?? '';
  return { id, category, name: id, type: 'select', currentValue, options } as const;
}

function chosen(session: Partial<NewSessionResponse>, mode: string, model = '') {
  return sessionChoices({ sessionId: 's', ...session }, { mode, model });
}

describe('what to ask a session for', () => {
  it('is nothing when nothing is wanted', () => {
    assert.deepEqual(chosen({ modes }, ''), { choices: [], missing: [] });
  });

  it('is a mode that the session has', () => {
    const params = { sessionId: 's', modeId: 'default' };
    assert.deepEqual(chosen({ modes }, 'default').choices, [{ kind: 'mode', params }]);
  });

  it('is an option where modes are options', () => {
    const configOptions = [selectable('work', 'mode', 'build', 'plan')];
    const params = { sessionId: 's', configId: 'work', value: 'plan' };
    assert.deepEqual(chosen({ configOptions }, 'plan').choices, [{ kind: 'option', params }]);
  });

  it('is the mode before the option, where there are both', () => {
    const configOptions = [selectable('mode', 'mode', 'default', 'auto')];
    const { choices } = chosen({ modes, configOptions }, 'default');
    assert.deepEqual(
      choices.map(({ kind }) => kind),
      ['mode'],
    );
  });

  it('is a model, also in a group of them', () => {
    const groups = [{ group: 'g', name: 'G', options: [{ value: 'large', name: 'Large' }] }];
    const option = { ...selectable('model', 'model'), options: groups };
    const { choices, missing } = chosen({ configOptions: [option] }, '', 'large');
    const params = { sessionId: 's', configId: 'model', value: 'large' };
    assert.deepEqual([choices, missing], [[{ kind: 'option', params }], []]);
  });

  it('says what the program does not have', () => {
    const { choices, missing } = chosen({ modes }, 'careful', 'large');
    assert.deepEqual(choices, []);
    assert.deepEqual(missing, [
      'has no mode "careful"; it works as it usually does',
      'has no model "large"; it works as it usually does',
    ]);
  });
});
