import assert from 'node:assert/strict';
import type { ESLint, Rule } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import { plugin } from 'typescript-eslint';
import {
  eslintFixWorth,
  worthOf,
} from '../../../../../src/core/agents/quickFix/eslint/eslintFixWorth.ts';

interface DescribedRule {
  readonly name: string;
  readonly meta: Rule.RuleMetaData;
}

function isPlugin(value: unknown): value is ESLint.Plugin {
  return typeof value === 'object' && value !== null && 'rules' in value;
}

function allRules(): DescribedRule[] {
  const typescript: unknown = plugin;
  assert.ok(isPlugin(typescript));
  const typed = Object.entries(typescript.rules ?? {});
  const named = typed.map(([name, rule]) => [`@typescript-eslint/${name}`, rule] as const);
  return [...builtinRules, ...named].map(([name, { meta }]) => ({ name, meta: meta ?? {} }));
}

describe('eslintFixWorth', () => {
  const rules = allRules();

  it('has decided on the suggestions of each rule of ESLint and typescript-eslint', () => {
    const withSuggestions = rules.filter((rule) => rule.meta.hasSuggestions === true);
    assert.ok(withSuggestions.length > 70);
    const undecided = withSuggestions.filter(
      ({ name }) =>
        !eslintFixWorth.some(
          (row) =>
            row.rule === name &&
            row.kind === 'suggestion' &&
            row.messageId === undefined &&
            row.newText === undefined,
        ),
    );
    assert.deepEqual(
      undecided.map(({ name }) => name),
      [],
    );
  });

  it('decides only on rules and messages that exist, and can be fixed that way', () => {
    for (const row of eslintFixWorth) {
      const meta = rules.find(({ name }) => name === row.rule)?.meta;
      assert.ok(meta, row.rule);
      assert.ok(row.kind === 'fix' ? meta.fixable : meta.hasSuggestions, row.rule);
      const { messageId } = row;
      if (messageId !== undefined)
        assert.ok(meta.messages?.[messageId], `${row.rule}#${messageId}`);
    }
  });

  it('gives each decision a reason in one line, and decides nothing twice', () => {
    const keys = eslintFixWorth.map((row) =>
      [row.rule, row.kind, row.messageId, row.newText].join(),
    );
    assert.equal(new Set(keys).size, keys.length);
    for (const { reason } of eslintFixWorth) assert.match(reason, /^[A-Z].{8,70}\.$/);
  });

  it('prefers the row of a message to that of its rule', () => {
    const offer = { rule: 'no-useless-escape', kind: 'suggestion' as const, newText: '' };
    assert.equal(worthOf({ ...offer, messageId: 'removeEscape' }).worth, 'safe');
    assert.equal(worthOf({ ...offer, messageId: 'escapeBackslash' }).worth, 'proposed');
  });

  it('knows a rule of typescript-eslint by the short name of its plugin', () => {
    const offer = { kind: 'suggestion' as const, messageId: 'suggestNever', newText: 'never' };
    assert.equal(worthOf({ ...offer, rule: 'ts/no-explicit-any' }).worth, 'never');
  });

  it('trusts a fix, and leaves a suggestion to a person, where nothing was decided', () => {
    const offer = { rule: 'own/rule', messageId: undefined, newText: '' };
    assert.equal(worthOf({ ...offer, kind: 'fix' }).worth, 'safe');
    assert.equal(worthOf({ ...offer, kind: 'suggestion' }).worth, 'proposed');
  });
});
