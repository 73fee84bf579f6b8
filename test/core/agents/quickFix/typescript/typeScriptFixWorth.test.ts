import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import ts from 'typescript';
import {
  judgeTypeScriptFix,
  typeScriptFixWorths,
} from '../../../../../src/core/agents/quickFix/typescript/typeScriptFixWorth.ts';

/** The functions of TypeScript through which every quick fix is made; the name comes first. */
const makers = /^(?:createCodeFixAction(?:WithoutFixAll|MaybeFixAll)?|addCodeAction)$/;

interface Sources {
  readonly constants: ReadonlyMap<string, ts.Expression>;
  readonly firstArguments: readonly ts.Expression[];
}

function readSources(file: ts.SourceFile): Sources {
  const constants = new Map<string, ts.Expression>();
  const firstArguments: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      if (ts.isStringLiteral(node.initializer) || ts.isIdentifier(node.initializer)) {
        constants.set(node.name.text, node.initializer);
      }
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [first] = node.arguments;
      if (makers.test(node.expression.text) && first) firstArguments.push(first);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { constants, firstArguments };
}

/** The value of a constant; undefined for the parameter of a function that passes a name on. */
function textOf(constants: Sources['constants'], expression: ts.Expression): string | undefined {
  if (ts.isStringLiteral(expression)) return expression.text;
  const found = ts.isIdentifier(expression) ? constants.get(expression.text) : undefined;
  return found === undefined ? undefined : textOf(constants, found);
}

async function fixNamesOfOurTypeScript(): Promise<ReadonlySet<string>> {
  const path = createRequire(import.meta.url).resolve('typescript');
  const text = await readFile(path, 'utf8');
  const sources = readSources(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  const names = sources.firstArguments.flatMap((first) => textOf(sources.constants, first) ?? []);
  return new Set(names);
}

describe('typeScriptFixWorths', () => {
  it('judges every fix that our TypeScript can make, and no other', async () => {
    const judged = new Set(typeScriptFixWorths.map(({ fixName }) => fixName));
    const made = await fixNamesOfOurTypeScript();
    assert.deepEqual([...made].toSorted(), [...judged].toSorted());
    assert.ok(made.size > 70);
  });

  it('judges each fix once, or last without a condition', () => {
    const unconditional = typeScriptFixWorths.filter(({ trait }) => trait === undefined);
    const names = unconditional.map(({ fixName }) => fixName);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names.length, new Set(typeScriptFixWorths.map(({ fixName }) => fixName)).size);
  });

  it('gives a reason for a person with each', () => {
    for (const { reason } of typeScriptFixWorths) assert.match(reason, /^[A-Z].{10,80}\.$/);
  });

  it('leaves a fix that it does not know to a person', () => {
    assert.equal(judgeTypeScriptFix('fixOfTomorrow', new Set()).worth, 'proposed');
  });

  it('never offers what silences a check, whatever fix does it', () => {
    assert.equal(judgeTypeScriptFix('inferFromUsage', new Set(['silences'])).worth, 'never');
    assert.equal(judgeTypeScriptFix('fixOfTomorrow', new Set(['silences'])).worth, 'never');
  });
});
