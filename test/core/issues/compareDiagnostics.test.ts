import assert from 'node:assert/strict';
import { compareDiagnostics, compareInTurns } from '../../../src/core/issues/compareDiagnostics.ts';
import { compareDiagnosticOrder } from '../../../src/core/issues/diagnosticOrder.ts';
import type { Diagnostic } from '../../../src/core/protocol/diagnostic.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { seededRandom, shuffled } from '../../support/seededRandom.ts';

function textsOf(before: string | undefined, after: string | undefined) {
  return { before: () => before, after: () => after };
}

function count(comparison: ReturnType<typeof compareDiagnostics>) {
  const { gone, remaining, introduced } = comparison;
  return { gone: gone.length, remaining: remaining.length, introduced: introduced.length };
}

function moved(diagnostic: Diagnostic, lines: number): Diagnostic {
  const { line, column } = diagnostic.range;
  return { ...diagnostic, range: diagnosticAt(line + lines, column).range };
}

describe('compareDiagnostics', () => {
  it('calls gone what is no longer there, and introduced what was not there', () => {
    const [first, second] = [
      diagnosticAt(1, 7),
      diagnosticAt(2, 7, { code: '6133', message: 'u' }),
    ];
    const result = compareDiagnostics([first], [second], textsOf('a\nb', 'a\nb'));
    assert.deepEqual(result, { gone: [first], remaining: [], introduced: [second] });
  });

  it('finds a problem again that moved with its line', () => {
    const before = diagnosticAt(1, 7);
    const after = moved(before, 2);
    const result = compareDiagnostics([before], [after], textsOf('bad', '\n\nbad'));
    assert.deepEqual(result.remaining, [[before, after]]);
  });

  it('tells which of two equal problems of one line is gone', () => {
    const [left, right] = [diagnosticAt(1, 5), diagnosticAt(1, 20)];
    const texts = textsOf('f(1); some text; f(2);', 'f(1); some text; f(2);');
    assert.deepEqual(compareDiagnostics([left, right], [right], texts).gone, [left]);
  });

  it('tells which is gone also when an edit to its left moved the other', () => {
    const [left, right] = [diagnosticAt(1, 3), diagnosticAt(1, 9)];
    const now = diagnosticAt(1, 14);
    const result = compareDiagnostics(
      [left, right],
      [now],
      textsOf('f(1); f(2);', 'f(1 as x); f(2);'),
    );
    assert.deepEqual(result.gone, [left]);
    assert.deepEqual(result.remaining, [[right, now]]);
  });

  it('tells which is gone also when an edit to its right left the other where it was', () => {
    const [left, right] = [diagnosticAt(1, 3), diagnosticAt(1, 9)];
    const texts = textsOf('f(1); f(2);', 'f(x); f(2); // more');
    assert.deepEqual(compareDiagnostics([left, right], [right], texts).gone, [left]);
  });

  it('takes the same words elsewhere for the problem, rather than other words at its place', () => {
    const before = diagnosticAt(1, 1);
    const [moved, other] = [diagnosticAt(3, 1), diagnosticAt(1, 1, { message: 'other' })];
    const result = compareDiagnostics([before], [moved, other], textsOf('a\nb\nc', 'a\nb\nc'));
    assert.deepEqual(result, { gone: [], remaining: [[before, moved]], introduced: [other] });
  });

  it('is not fooled by a line that was moved to another place in the file', () => {
    const before = diagnosticAt(1, 1);
    const after = diagnosticAt(4, 3);
    const texts = textsOf('bad();\none\ntwo\nthree', 'one\ntwo\nthree\n  bad();');
    assert.deepEqual(count(compareDiagnostics([before], [after], texts)), {
      gone: 0,
      remaining: 1,
      introduced: 0,
    });
  });

  it('is not fooled by a message that names another type after the edit', () => {
    const before = diagnosticAt(2, 7);
    const after = diagnosticAt(2, 7, {
      message: "Type 'boolean' is not assignable to type 'number'.",
    });
    const texts = textsOf('a\nconst n: number = "x"\nb', 'a\nconst n: number = true\nb');
    assert.equal(compareDiagnostics([before], [after], texts).gone.length, 0);
  });

  it('is not fooled by a problem that was spread over more lines', () => {
    const before = diagnosticAt(2, 7, { message: 'one' });
    const after = diagnosticAt(4, 3, { message: 'other' });
    const texts = textsOf('a\nconst n: number = f("x")\nb', 'a\nconst n: number =\n f(\n "y")\nb');
    assert.equal(compareDiagnostics([before], [after], texts).gone.length, 0);
  });

  it('is not fooled by a smaller number in the message, wherever it went', () => {
    const complex = { source: 'eslint', code: 'complexity' };
    const before = diagnosticAt(1, 1, { ...complex, message: 'A complexity of 12. Maximum is 9.' });
    const after = diagnosticAt(3, 1, { ...complex, message: 'A complexity of 11. Maximum is 9.' });
    const texts = textsOf('f() { 12 }\na\nb', 'a\nb\ng() { 11 }');
    assert.equal(compareDiagnostics([before], [after], texts).gone.length, 0);
  });

  it('counts: of three equal problems of which one is left, two are gone', () => {
    const before = [1, 2, 3].map((line) => diagnosticAt(line, 1));
    const result = compareDiagnostics(before, [diagnosticAt(1, 1)], textsOf('a\nb\nc', 'x'));
    assert.deepEqual(count(result), { gone: 2, remaining: 1, introduced: 0 });
  });

  it('keeps files, sources and codes apart', () => {
    const before = diagnosticAt(1, 1);
    for (const other of [{ file: 'src/b.ts' }, { source: 'eslint' }, { code: '2345' }]) {
      const result = compareDiagnostics([before], [diagnosticAt(1, 1, other)], textsOf('a', 'a'));
      assert.deepEqual(count(result), { gone: 1, remaining: 0, introduced: 1 });
    }
  });

  it('takes a line to be where it was when a text is not at hand', () => {
    const before = diagnosticAt(3, 1);
    const after = diagnosticAt(3, 1, { message: 'other' });
    assert.equal(compareDiagnostics([before], [after], textsOf('a', undefined)).gone.length, 0);
  });

  it('matches a problem behind the last line, such as a missing line end', () => {
    const before = diagnosticAt(3, 1, { message: 'old' });
    const after = diagnosticAt(4, 1, { message: 'new' });
    assert.equal(compareDiagnostics([before], [after], textsOf('a\nb', 'x\na\nb')).gone.length, 0);
  });

  it('does not mind other line ends or another indentation', () => {
    const [first, second] = [1, 2].map((line) => diagnosticAt(line, 1, { message: `old ${line}` }));
    assert.ok(first !== undefined && second !== undefined);
    const after = diagnosticAt(3, 3, { message: 'new' });
    const texts = textsOf('a\nbad\nc', '{\r\n  a\r\n  bad\r\n  c\r\n}');
    const result = compareDiagnostics([first, second], [after], texts);
    assert.deepEqual(result.remaining, [[second, after]]);
  });

  it('copes with two texts that have nothing in common', () => {
    const lines = (letter: string) =>
      Array.from({ length: 3000 }, (_, n) => `${letter}${n}`).join('\n');
    const before = [
      diagnosticAt(5, 1, { message: 'old' }),
      diagnosticAt(6, 1, { message: 'older' }),
    ];
    const after = [diagnosticAt(2500, 1, { message: 'new' })];
    const result = compareDiagnostics(before, after, textsOf(lines('a'), lines('b')));
    assert.deepEqual(count(result), { gone: 1, remaining: 1, introduced: 0 });
  });

  it('compares ten thousand problems of one file', () => {
    const before = Array.from({ length: 10_000 }, (_, line) => diagnosticAt(line + 1, 1));
    const text = before.map((_, line) => `line ${line}`).join('\n');
    const after = before.slice(1).map((diagnostic) => moved(diagnostic, -1));
    const result = compareDiagnostics(
      before,
      after,
      textsOf(text, text.slice(text.indexOf('\n') + 1)),
    );
    assert.deepEqual(result.gone, [before[0]]);
  });
});

interface Scene {
  readonly lines: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

function randomScene(random: () => number): Scene {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    assert.ok(item !== undefined);
    return item;
  };
  const lines = Array.from({ length: 1 + Math.floor(random() * 30) }, () =>
    pick(['', 'a', 'b', 'c()', '}', 'const x = 1', 'const y: string = 2']),
  );
  const diagnostics = Array.from({ length: Math.floor(random() * 25) }, () =>
    diagnosticAt(1 + Math.floor(random() * (lines.length + 1)), 1 + Math.floor(random() * 5), {
      file: pick(['a.ts', 'b.ts']),
      code: pick(['1', '2']),
      message: pick(['m', 'n', 'line 3', 'line 4', 'of 5', 'of 6']),
    }),
  );
  return { lines, diagnostics };
}

function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(compareDiagnosticOrder);
}

interface TwoScenes {
  readonly was: Scene;
  readonly now: Scene;
  readonly random: () => number;
}

function forManyScenes(check: (scenes: TwoScenes) => void): void {
  for (let seed = 0; seed < 300; seed += 1) {
    const random = seededRandom(seed);
    check({ was: randomScene(random), now: randomScene(random), random });
  }
}

function compareScenes({ was, now }: TwoScenes) {
  const texts = textsOf(was.lines.join('\n'), now.lines.join('\n'));
  return compareDiagnostics(was.diagnostics, now.diagnostics, texts);
}

describe('compareDiagnostics, for any two checks', () => {
  it('accounts for every diagnostic exactly once', () => {
    forManyScenes((scenes) => {
      const { gone, remaining, introduced } = compareScenes(scenes);
      const remainedFrom = remaining.map(([before]) => before);
      const remainedAs = remaining.map(([, after]) => after);
      assert.deepEqual(sorted([...gone, ...remainedFrom]), sorted(scenes.was.diagnostics));
      assert.deepEqual(sorted([...introduced, ...remainedAs]), sorted(scenes.now.diagnostics));
    });
  });

  it('leaves nothing gone that something new could be', () => {
    forManyScenes((scenes) => {
      const { gone, introduced } = compareScenes(scenes);
      const kindOf = ({ file, code, message }: Diagnostic) => `${file} ${code} ${message}`;
      const kinds = new Set(introduced.map(kindOf));
      assert.deepEqual(
        gone.filter((diagnostic) => kinds.has(kindOf(diagnostic))),
        [],
      );
    });
  });

  it('finds everything again when nothing changed', () => {
    forManyScenes(({ was, random }) => {
      const result = compareScenes({ was, now: was, random });
      const nothingChanged = sorted(was.diagnostics).map((item) => [item, item]);
      assert.deepEqual(result, { gone: [], remaining: nothingChanged, introduced: [] });
    });
  });

  it('gives one answer for every order of the input', () => {
    forManyScenes(({ was, now, random }) => {
      const mixed = ({ lines, diagnostics }: Scene): Scene => ({
        lines,
        diagnostics: shuffled(diagnostics, random),
      });
      assert.deepEqual(
        compareScenes({ was: mixed(was), now: mixed(now), random }),
        compareScenes({ was, now, random }),
      );
    });
  });

  it('does not mind blank lines above', () => {
    forManyScenes(({ was, random }) => {
      const now = {
        lines: ['', '', '', ...was.lines],
        diagnostics: was.diagnostics.map((diagnostic) => moved(diagnostic, 3)),
      };
      const { gone, introduced } = compareScenes({ was, now, random });
      assert.deepEqual([gone, introduced], [[], []]);
    });
  });

  it('says the same file by file', async () => {
    const pairs: TwoScenes[] = [];
    forManyScenes((scenes) => pairs.push(scenes));
    for (const scenes of pairs) {
      const { was, now } = scenes;
      const texts = textsOf(was.lines.join('\n'), now.lines.join('\n'));
      const inTurns = await compareInTurns(was.diagnostics, now.diagnostics, texts);
      assert.deepEqual(inTurns, compareScenes(scenes));
    }
  });
});
