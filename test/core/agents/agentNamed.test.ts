import assert from 'node:assert/strict';
import { agentCatalog } from '../../../src/core/agents/acp/agentCatalog.ts';
import { agentNamed } from '../../../src/core/agents/agentNamed.ts';
import type { AcpAgentSettings } from '../../../src/core/protocol/settings.ts';
import type { WrittenAcpAgent } from '../../../src/core/protocol/writtenAgent.ts';

function acp(written: WrittenAcpAgent): AcpAgentSettings {
  const settings = agentNamed('mine', written);
  assert.equal(settings.kind, 'acp');
  return settings;
}

describe('an agent that somebody has written down', () => {
  it('may be a command, which is free unless it is leashed', () => {
    const command = { kind: 'command', id: 'mine', command: 'mend' };
    assert.deepEqual(agentNamed('mine', { command: 'mend' }), command);
    assert.deepEqual(agentNamed('mine', { command: 'mend', confine: undefined }), command);
    const leashed = { ...command, confine: 'auto', writable: [], retries: 0 };
    assert.deepEqual(agentNamed('mine', { command: 'mend', confine: 'auto' }), leashed);
    const patient = { ...command, confine: 'off', writable: ['~/x'], retries: 2 };
    const written = { command: 'mend', writable: ['~/x'], retries: 2 };
    assert.deepEqual(agentNamed('mine', written), patient);
  });

  it('may be a worker of a server, or on another machine', () => {
    assert.deepEqual(agentNamed('mine', { mahavishnu: 'terminal-claude' }), {
      ...{ kind: 'mahavishnu', id: 'mine', workerType: 'terminal-claude', server: '' },
    });
    const quickfix = { kind: 'quickfix', id: 'quickfix' };
    const remote = { kind: 'remote', id: 'mine', command: 'ssh box' };
    assert.deepEqual(agentNamed('mine', { remote: 'ssh box' }), { ...remote, agents: [quickfix] });
    const agent = { kind: 'command', id: 'agent', command: 'mend' };
    assert.deepEqual(agentNamed('mine', { remote: 'ssh box', agent: 'mend' }), {
      ...{ ...remote, agents: [quickfix, agent] },
    });
  });

  it('may be a program that nobody knows, with what is usual', () => {
    assert.deepEqual(acp({ acp: './mend' }), {
      ...{ kind: 'acp', id: 'mine', command: './mend', args: [], env: {}, mode: '', model: '' },
      ...{ usage: 'any', clientFiles: true, allow: [] },
      ...{ confine: 'auto', writable: [], retries: 1 },
    });
  });

  for (const { id, command, args, mode, usage, state } of agentCatalog) {
    it(`may be one that is known: ${id}`, () => {
      const settings = acp({ acp: id });
      assert.equal(settings.id, 'mine');
      assert.deepEqual([settings.command, settings.args], [command, args]);
      assert.deepEqual([settings.mode, settings.usage, settings.writable], [mode, usage, state]);
      assert.deepEqual([settings.confine, settings.retries], ['auto', 1]);
    });
  }

  it('adds to what is known, and goes before it', () => {
    const settings = acp({
      ...{ acp: 'opencode', env: { HOME: '/h' }, model: 'large', allow: ['npm test'] },
      ...{ writable: ['/state'], retries: 3, confine: 'required', price: { input: 1, output: 2 } },
    });
    assert.deepEqual(Object.keys(settings.env), ['OPENCODE_CONFIG_CONTENT', 'HOME']);
    assert.deepEqual([settings.model, settings.allow], ['large', ['npm test']]);
    assert.equal(settings.writable.at(-1), '/state');
    assert.ok(settings.writable.length > 1);
    assert.deepEqual([settings.retries, settings.confine], [3, 'required']);
    assert.deepEqual(settings.price, { input: 1, output: 2 });
    assert.deepEqual(acp({ acp: 'opencode', args: ['--x'] }).args, ['--x']);
  });

  it('works in the mode that is written, confined or not', () => {
    assert.equal(acp({ acp: 'codex' }).confinedMode, 'agent-full-access');
    const written = acp({ acp: 'codex', mode: 'read-only' });
    assert.equal(written.mode, 'read-only');
    assert.ok(!('confinedMode' in written));
  });

  it('does not write through files where its program could not make any', () => {
    assert.equal(acp({ acp: 'gemini' }).clientFiles, false);
    assert.equal(acp({ acp: 'qwen' }).clientFiles, true);
  });
});
