import assert from 'node:assert/strict';
import type {
  PermissionOption,
  PermissionOptionKind,
  ToolKind,
} from '@agentclientprotocol/sdk/unstable';
import { answerWith, objectionTo } from '../../../../src/core/agents/acp/permissionPolicy.ts';
import type { ToolAction } from '../../../../src/core/agents/acp/toolAction.ts';
import { type TemporaryProject, temporaryProject } from '../../../support/temporaryProject.ts';

function options(...kinds: readonly PermissionOptionKind[]): PermissionOption[] {
  return kinds.map((kind, at) => ({ optionId: `${kind}${at}`, name: kind, kind }));
}

describe('what an agent may do', () => {
  let project: TemporaryProject;

  beforeEach(async () => {
    project = await temporaryProject({ 'work/a.ts': '', 'b.ts': '' });
  });

  afterEach(() => project.remove());

  function objection(kind: ToolKind, more: Partial<ToolAction> = {}): Promise<string | undefined> {
    const action = { kind, title: 'it', paths: [], command: undefined, ...more };
    return objectionTo(action, { worktree: project.path('work'), allow: ['npm test'] });
  }

  for (const kind of ['read', 'search'] as const) {
    it(`is to ${kind} inside, or in no place that it names`, async () => {
      assert.equal(await objection(kind), undefined);
      assert.equal(await objection(kind, { paths: ['a.ts', 'node_modules/x.js'] }), undefined);
      const words = 'read ../b.ts, which is outside of its worktree';
      assert.equal(await objection(kind, { paths: ['a.ts', '../b.ts'] }), words);
    });
  }

  for (const kind of ['edit', 'delete', 'move'] as const) {
    it(`is to ${kind} what it names, all of it inside`, async () => {
      assert.equal(await objection(kind, { paths: ['a.ts', 'new/c.ts'] }), undefined);
      assert.equal(await objection(kind), 'change what it does not name (it)');
      const outside = await objection(kind, { paths: ['a.ts', '../b.ts'] });
      assert.equal(outside, 'change ../b.ts, which is outside of its worktree');
      const packages = await objection(kind, { paths: ['node_modules/x.js'] });
      assert.equal(packages, 'change node_modules/x.js, which is nobody’s to change');
    });
  }

  it('is to run what only reads, or is allowed by name', async () => {
    assert.equal(await objection('execute', { command: 'grep x a.ts' }), undefined);
    assert.equal(await objection('execute', { command: 'npm test' }), undefined);
    assert.equal(await objection('execute', { command: 'npm install' }), 'run "npm install"');
  });

  it('is told from the title where that is all there is of a command', async () => {
    assert.equal(await objection('execute', { title: 'ls src' }), undefined);
    assert.equal(await objection('execute', { title: 'rm a.ts' }), 'run "rm a.ts"');
  });

  it('is not to run something and to call it thinking', async () => {
    assert.equal(await objection('think', { command: 'rm a.ts' }), 'run "rm a.ts"');
  });

  it('is to think, and neither the network nor anything else', async () => {
    assert.equal(await objection('think'), undefined);
    assert.equal(await objection('fetch'), 'use the network (it)');
    assert.equal(await objection('switch_mode'), 'work in another mode (it)');
    assert.equal(await objection('other'), 'use a tool that is not known (it)');
  });
});

describe('the answer to an agent', () => {
  const kinds = ['allow_always', 'allow_once', 'reject_once', 'reject_always'] as const;
  const orders = kinds.map((_, at) => [...kinds.slice(at), ...kinds.slice(0, at)]);

  for (const order of orders) {
    it(`holds once, in the order ${order.join(', ')}`, () => {
      const allowed = `allow_once${order.indexOf('allow_once')}`;
      const refused = `reject_once${order.indexOf('reject_once')}`;
      const all = options(...order);
      assert.deepEqual(answerWith(true, all), { outcome: 'selected', optionId: allowed });
      assert.deepEqual(answerWith(false, all), { outcome: 'selected', optionId: refused });
    });
  }

  it('is the first of two that hold once', () => {
    const all = options('allow_once', 'allow_once', 'reject_once');
    assert.deepEqual(answerWith(true, all), { outcome: 'selected', optionId: 'allow_once0' });
  });

  it('is never what would hold for ever, unless that is a refusal', () => {
    assert.deepEqual(answerWith(true, options('allow_always')), { outcome: 'cancelled' });
    assert.deepEqual(answerWith(false, options('allow_once', 'allow_always')), {
      outcome: 'cancelled',
    });
    const refusal = answerWith(false, options('reject_always'));
    assert.deepEqual(refusal, { outcome: 'selected', optionId: 'reject_always0' });
  });
});
