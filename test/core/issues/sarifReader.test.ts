import assert from 'node:assert/strict';
import type { Location, Log, Region, Result, Run } from 'sarif';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { readSarif } from '../../../src/core/issues/sarifReader.ts';
import { type TemporaryProject, temporaryProject } from '../../support/temporaryProject.ts';
import { toolOutput } from '../../support/toolOutput.ts';

const root = '/home/me/app';
const sourceText = 'const 😀a = 1;\nlet b = "😀😀" + c;\n';

function logOf(run: Partial<Run>): Log {
  return { version: '2.1.0', runs: [{ tool: { driver: { name: 'Scanner' } }, ...run }] };
}

function at(uri: string, region?: Region, uriBaseId?: string): Location {
  const artifactLocation = { uri, ...(uriBaseId !== undefined && { uriBaseId }) };
  return { physicalLocation: { artifactLocation, ...(region !== undefined && { region }) } };
}

function result(more: Partial<Result> = {}): Result {
  return {
    ruleId: 'R1',
    message: { text: 'm' },
    locations: [at('src/a.ts', { startLine: 1 })],
    ...more,
  };
}

function read(log: unknown, text: string | undefined = sourceText) {
  return readSarif(JSON.stringify(log), { root, cwd: root, readText: () => text });
}

function readOne(more: Partial<Result>, run: Partial<Run> = {}) {
  const report = read(logOf({ ...run, results: [result(more)] }));
  assert.deepEqual(report.rejected, []);
  const [problem] = report.problems;
  assert.ok(problem);
  return problem;
}

describe('readSarif', () => {
  describe('from a real tool', () => {
    let project: TemporaryProject;
    before(async () => {
      project = await temporaryProject({
        'biome.json': '{}',
        'src/a.ts': 'var s = "😀"; debugger;\n',
      });
    });
    after(() => project.remove());

    it('reads its paths, rules, levels and columns', async () => {
      const text = await toolOutput('biome', ['lint', '--reporter=sarif', 'src'], project.root);
      const { problems, rejected } = readSarif(text, { root: project.root, cwd: project.root });
      assert.deepEqual(rejected, []);
      const found = problems.find(({ code }) => code === 'lint/suspicious/noDebugger');
      assert.deepEqual(found?.range, { line: 1, column: 15, endLine: 1, endColumn: 24 });
      assert.deepEqual(
        [found?.file, found?.source, found?.severity],
        ['src/a.ts', 'biome', 'error'],
      );
    });
  });

  describe('levels', () => {
    const rules = [
      { id: 'R0' },
      { id: 'R1', defaultConfiguration: { level: 'error' as const } },
      { id: 'CA1', defaultConfiguration: { level: 'note' as const } },
    ];
    const run = { tool: { driver: { name: 'Scanner', rules } } };

    it('come from the result first, then from its rule, else they are warnings', () => {
      assert.equal(readOne({ level: 'note' }, run).severity, 'information');
      assert.equal(readOne({}, run).severity, 'error');
      assert.equal(readOne({ ruleId: 'R0' }, run).severity, 'warning');
      assert.equal(readOne({ ruleId: 'unknown' }, run).severity, 'warning');
    });

    it('are found by the index of the rule, and by the rule that it refines', () => {
      const { ruleId: _, ...byIndex } = result({ ruleIndex: 2 });
      const { problems } = read(logOf({ ...run, results: [byIndex] }));
      assert.deepEqual([problems[0]?.severity, problems[0]?.code], ['information', 'CA1']);
      assert.equal(readOne({ ruleId: 'CA1/sub' }, run).severity, 'information');
    });

    it('are found in the extension that the rule is from', () => {
      const extensions = [{ name: 'plugin', rules }];
      const ownRules = [{ id: 'R0' }, { id: 'R9' }];
      const tool = { driver: { name: 'Scanner', rules: ownRules }, extensions };
      const rule = { index: 1, toolComponent: { index: 0 } };
      const { ruleId: _, ...unnamed } = result({ rule });
      const { problems } = read(logOf({ tool, results: [unnamed] }));
      assert.deepEqual([problems[0]?.severity, problems[0]?.code], ['error', 'R1']);
    });
  });

  it('leaves out results that are no failure, hushed, or of an earlier run', () => {
    const results = [
      result({ kind: 'pass' }),
      result({ kind: 'notApplicable' }),
      result({ suppressions: [{ kind: 'inSource' }] }),
      result({ suppressions: [{ kind: 'external', status: 'accepted' }] }),
      result({ baselineState: 'absent' }),
    ];
    assert.deepEqual(read(logOf({ results })), { problems: [], rejected: [] });
  });

  it('keeps results whose suppression was refused or is not decided', () => {
    for (const status of ['rejected', 'underReview'] as const) {
      readOne({ suppressions: [{ kind: 'external', status }] });
    }
    readOne({ suppressions: [] });
  });

  describe('messages', () => {
    it('are filled in with their arguments', () => {
      const messageStrings = { default: { text: "'{0}' in {{braces}} and '{1}'" } };
      const run = { tool: { driver: { name: 'S', rules: [{ id: 'R1', messageStrings }] } } };
      const message = { id: 'default', arguments: ['x', 'y'] };
      assert.equal(readOne({ message }, run).message, "'x' in {braces} and 'y'");
    });

    it('may be shared by all rules', () => {
      const globalMessageStrings = { shared: { text: 'said {0}' } };
      const run = { tool: { driver: { name: 'S', globalMessageStrings } } };
      assert.equal(
        readOne({ message: { id: 'shared', arguments: ['it'] } }, run).message,
        'said it',
      );
    });

    it('lose links to places elsewhere in the log, and nothing else', () => {
      const text = 'From [user input](1), not \\[this\\], {{0}} and [a page](https://example.com)';
      assert.equal(
        readOne({ message: { text } }).message,
        'From user input, not [this], {{0}} and [a page](https://example.com)',
      );
    });
  });

  describe('paths', () => {
    function fileOf(uri: string, uriBaseId?: string, run: Partial<Run> = {}) {
      const report = read(
        logOf({ ...run, results: [result({ locations: [at(uri, { startLine: 1 }, uriBaseId)] })] }),
      );
      return report.problems[0]?.file ?? report.rejected[0]?.reason;
    }

    it('are decoded', () => {
      assert.equal(fileOf('src/my%20file%23.ts'), 'src/my file#.ts');
      assert.equal(fileOf('file:///home/me/app/src/%C3%A9.ts'), 'src/é.ts');
      assert.equal(fileOf('src/100%.ts'), 'src/100%.ts');
    });

    it('may be absolute, with a scheme or without', () => {
      assert.equal(fileOf('file:///home/me/app/src/a.ts'), 'src/a.ts');
      assert.equal(fileOf('file://localhost/home/me/app/src/a.ts'), 'src/a.ts');
      assert.equal(fileOf('file:/home/me/app/src/a.ts'), 'src/a.ts');
      assert.equal(fileOf('/home/me/app/src/a.ts'), 'src/a.ts');
    });

    it('may be those of Windows', () => {
      const log = (uri: string) =>
        JSON.stringify(logOf({ results: [result({ locations: [at(uri)] })] }));
      for (const uri of [
        'file:///C:/app/src/a.ts',
        'file:///c%3A/app/src/a.ts',
        'C:\\app\\src\\a.ts',
      ]) {
        const { problems } = readSarif(log(uri), { root: 'C:\\app', cwd: 'C:\\app' });
        assert.equal(problems[0]?.file, 'src/a.ts');
      }
    });

    it('hang on base folders, which may hang on others', () => {
      const originalUriBaseIds = {
        ROOT: { uri: 'file:///home/me/app/' },
        SRC: { uri: 'src/', uriBaseId: 'ROOT' },
        LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
      };
      assert.equal(fileOf('a.ts', 'SRC', { originalUriBaseIds }), 'src/a.ts');
      assert.equal(fileOf('a.ts', 'LOOP', { originalUriBaseIds }), 'x/a.ts');
    });

    it('hang on the repository when the base is not told, or is that of another machine', () => {
      assert.equal(fileOf('src/a.ts', '%SRCROOT%'), 'src/a.ts');
      const originalUriBaseIds = { '%SRCROOT%': { uri: 'file:///home/runner/home/me/app/' } };
      assert.equal(fileOf('src/a.ts', '%SRCROOT%', { originalUriBaseIds }), 'src/a.ts');
    });

    it('may be told once for all results', () => {
      const artifacts = [{ location: { uri: 'src/z.ts' } }, { location: { uri: 'src/a.ts' } }];
      const locations = [{ physicalLocation: { artifactLocation: { index: 1 } } }];
      assert.equal(readOne({ locations }, { artifacts }).file, 'src/a.ts');
    });

    it('are refused outside the repository and when they are no files', () => {
      assert.equal(fileOf('file:///etc/passwd'), '/etc/passwd is outside the repository');
      assert.equal(fileOf('../x.ts'), '../x.ts is outside the repository');
      assert.equal(fileOf('https://example.com/a.ts'), 'https://example.com/a.ts is not a file');
    });
  });

  describe('places', () => {
    function rangeOf(region: Region, run: Partial<Run> = {}) {
      return readOne({ locations: [at('src/a.ts', region)] }, run).range;
    }
    const utf16 = { columnKind: 'utf16CodeUnits' } as const;

    it('count characters unless the run says otherwise', () => {
      const region = { startLine: 2, startColumn: 16, endColumn: 17 };
      assert.deepEqual(rangeOf(region), { line: 2, column: 18, endLine: 2, endColumn: 19 });
      assert.deepEqual(rangeOf(region, { columnKind: 'unicodeCodePoints' }).column, 18);
      assert.deepEqual(rangeOf(region, utf16), { line: 2, column: 16, endLine: 2, endColumn: 17 });
    });

    it('reach to the end of the line when no end is told', () => {
      assert.deepEqual(rangeOf({ startLine: 1 }), {
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 15,
      });
      const region = { startLine: 1, startColumn: 7 };
      assert.deepEqual(rangeOf(region, utf16), { line: 1, column: 7, endLine: 1, endColumn: 15 });
    });

    it('may be offsets, when the file is there to count in', () => {
      const expected = { line: 2, column: 5, endLine: 2, endColumn: 6 };
      assert.deepEqual(rangeOf({ charOffset: 18, charLength: 1 }), expected);
      assert.deepEqual(rangeOf({ charOffset: 19, charLength: 1 }, utf16), expected);
    });

    it('are refused when nobody can tell the line', () => {
      const noPlace = (region: Region, text?: string) => {
        const log = logOf({ results: [result({ locations: [at('src/gone.ts', region)] })] });
        return readSarif(JSON.stringify(log), { root, cwd: root, readText: () => text }).rejected;
      };
      assert.equal(noPlace({ charOffset: 3 })[0]?.kind, 'unplaced');
      assert.match(noPlace({ charOffset: 3 })[0]?.reason ?? '', /offset only/);
      assert.match(noPlace({ byteOffset: 3 }, 'text')[0]?.reason ?? '', /bytes/);
    });

    it('are the beginning of the file when only the file is told', () => {
      const { range } = readOne({ locations: [at('src/a.ts')] });
      assert.deepEqual(range, { line: 1, column: 1, endLine: 1, endColumn: 1 });
    });

    it('are the first of several', () => {
      const locations = [{}, at('src/b.ts', { startLine: 3 }), at('src/c.ts')];
      assert.equal(readOne({ locations }).file, 'src/b.ts');
    });
  });

  it('keeps the text that the tool saw', () => {
    const region = { startLine: 1, snippet: { text: 'const a' } };
    assert.equal(readOne({ locations: [at('src/a.ts', region)] }).snippet, 'const a');
  });

  it('takes the type from tags', () => {
    const rules = [{ id: 'R1', properties: { tags: ['Security', 'external/cwe/cwe-079'] } }];
    assert.equal(readOne({}, { tool: { driver: { name: 'S', rules } } }).type, 'security');
    assert.equal(readOne({ ruleId: 'CVE-2024-1' }).type, 'dependency');
    assert.equal(readOne({}).type, undefined);
  });

  it('names bad runs and results and reads on', () => {
    const bad = [
      null,
      { message: {} },
      { locations: [] },
      result({ locations: [] }),
      result({ message: {} }),
    ];
    const log = {
      version: '2.1.0',
      runs: [{}, { ...logOf({}).runs[0], results: [...bad, result()] }],
    };
    const { problems, rejected } = read(log);
    assert.equal(problems.length, 1);
    assert.deepEqual(
      rejected.map(({ position, kind }) => [position, kind]),
      [
        ['run 1', 'malformed'],
        ['run 2, result 1', 'malformed'],
        ['run 2, result 2', 'unplaced'],
        ['run 2, result 3', 'malformed'],
        ['run 2, result 4', 'unplaced'],
        ['run 2, result 5', 'malformed'],
      ],
    );
  });

  it('refuses what is no SARIF 2.1.0, in one line', () => {
    for (const log of [[], {}, { version: '1.0.0', runs: [] }, { version: '2.1.0' }]) {
      assert.throws(
        () => read(log),
        (error) => isSwarmError(error, 'input') && /it is not SARIF 2\.1\.0 \(/.test(error.message),
      );
    }
    assert.throws(
      () => readSarif('{"runs": [', { root, cwd: root, name: 'x.sarif' }),
      (error) =>
        isSwarmError(error, 'input') && /x\.sarif: it is not valid JSON/.test(error.message),
    );
  });

  it('accepts a run without results', () => {
    assert.deepEqual(read(logOf({})), { problems: [], rejected: [] });
  });

  it('reads a hundred thousand results of ten thousand rules', () => {
    const rules = Array.from({ length: 10_000 }, (_, n) => ({ id: `R${n}` }));
    const results = Array.from({ length: 100_000 }, (_, n) => result({ ruleId: `R${n % 10_000}` }));
    const log = logOf({ tool: { driver: { name: 'S', rules } }, results });
    assert.equal(read(log).problems.length, 100_000);
  });
});
