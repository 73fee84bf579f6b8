import assert from 'node:assert/strict';
import { buildIssues, type IssueFiles } from '../../../src/core/issues/buildIssues.ts';
import type { ReportedProblem } from '../../../src/core/issues/problemReport.ts';
import { diagnosticAt } from '../../support/diagnostics.ts';
import { seededRandom, shuffled } from '../../support/seededRandom.ts';

function filesOf(texts: Readonly<Record<string, string>>, modifiedAt?: number): IssueFiles {
  return {
    readFile: async (file) => texts[file],
    modifiedAt: async () => modifiedAt,
  };
}

const unused: Partial<ReportedProblem> = { code: '6133', message: "'x' is never read." };

describe('buildIssues', () => {
  it('fills in the line, the type and the priority', async () => {
    const files = filesOf({ 'src/a.ts': 'const a = 1;\n  const x = 2;\n' });
    const { issues } = await buildIssues([diagnosticAt(2, 9, unused)], files);
    const [issue] = issues;
    assert.equal(issue?.lineText, 'const x = 2;');
    assert.equal(issue?.type, 'dead_code');
    assert.equal(issue?.priority, 2);
    assert.match(issue?.id ?? '', /^ts6133-/);
  });

  it('leaves a type and a priority that the report gives as they are', async () => {
    const problem: ReportedProblem = { ...diagnosticAt(1, 1), type: 'security', priority: 4 };
    const { issues } = await buildIssues([problem], filesOf({ 'src/a.ts': 'a' }));
    assert.deepEqual([issues[0]?.type, issues[0]?.priority], ['security', 4]);
  });

  it('gives the same names when lines above come', async () => {
    const problems = (shift: number) => [2, 3].map((line) => diagnosticAt(line + shift, 1, unused));
    const before = await buildIssues(problems(0), filesOf({ 'src/a.ts': 'top\nsame\nsame' }));
    const after = await buildIssues(problems(2), filesOf({ 'src/a.ts': '\n\ntop\n same\nsame' }));
    const namesOf = ({ issues }: typeof before) => issues.map(({ id }) => id);
    assert.deepEqual(namesOf(after), namesOf(before));
    assert.equal(new Set(namesOf(before)).size, 2);
  });

  it('gives the same answer for every order of the problems', async () => {
    const problems = Array.from({ length: 40 }, (_, n) =>
      diagnosticAt(1 + (n % 7), 1 + (n % 3), { message: `m${n % 5}`, file: `src/${n % 2}.ts` }),
    );
    const files = filesOf({ 'src/0.ts': 'a\na\na\nb\nb\nb\nb', 'src/1.ts': 'x\n\n\n' });
    const { issues } = await buildIssues(problems, files);
    const mixed = await buildIssues(shuffled(problems, seededRandom(1)), files);
    assert.deepEqual(mixed.issues, issues);
    assert.equal(new Set(issues.map(({ id }) => id)).size, issues.length);
  });

  it('sorts by file, line and column', async () => {
    const problems = [
      diagnosticAt(1, 1, { file: 'src/b.ts' }),
      diagnosticAt(10, 1),
      diagnosticAt(2, 9),
      diagnosticAt(2, 3),
    ];
    const files = filesOf({ 'src/a.ts': '\n'.repeat(10), 'src/b.ts': '' });
    const { issues } = await buildIssues(problems, files);
    assert.deepEqual(
      issues.map(({ file, range }) => [file, range.line, range.column]),
      [
        ['src/a.ts', 2, 3],
        ['src/a.ts', 2, 9],
        ['src/a.ts', 10, 1],
        ['src/b.ts', 1, 1],
      ],
    );
  });

  it('makes one issue of what two reports of one tool tell alike', async () => {
    const told = diagnosticAt(1, 7);
    const asLog = {
      ...told,
      source: 'tsc',
      code: 'TS2322',
      message: `${told.message}\n  Because.`,
    };
    const inEditor = { ...told, source: 'typescript', message: `TS2322: ${told.message}` };
    const result = await buildIssues([told, asLog, inEditor], filesOf({ 'src/a.ts': 'a' }));
    assert.equal(result.issues.length, 1);
    assert.equal(result.duplicates, 2);
    assert.deepEqual([result.issues[0]?.source, result.issues[0]?.code], ['ts', '2322']);
  });

  it('keeps two problems of one rule at one place apart when they say different things', async () => {
    const problems = [
      diagnosticAt(1, 7, { message: 'one' }),
      diagnosticAt(1, 7, { message: 'two' }),
    ];
    const { issues } = await buildIssues(problems, filesOf({ 'src/a.ts': 'a' }));
    assert.equal(issues.length, 2);
  });

  it('drops what is said of files that do not exist, and says so', async () => {
    const problems = [diagnosticAt(1, 1), diagnosticAt(1, 1, { file: 'src/gone.ts' })];
    const { issues, dropped } = await buildIssues(problems, filesOf({ 'src/a.ts': 'a' }));
    assert.equal(issues.length, 1);
    assert.deepEqual(
      dropped.map(({ reason }) => reason),
      ['src/gone.ts does not exist'],
    );
  });

  it('reads each file once', async () => {
    const asked: string[] = [];
    const problems = [1, 2, 3].map((line) => diagnosticAt(line, 1));
    await buildIssues(problems, {
      readFile: async (file) => {
        asked.push(file);
        return 'a\nb\nc';
      },
    });
    assert.deepEqual(asked, ['src/a.ts']);
  });

  it('doubts a problem whose line is not what the report shows', async () => {
    const problems: ReportedProblem[] = [
      { ...diagnosticAt(1, 1), snippet: 'let a =  1' },
      { ...diagnosticAt(2, 1), snippet: 'let b = 1' },
    ];
    const files = filesOf({ 'src/a.ts': 'let a = 1;\nlet c = 1;' });
    const { issues, doubtful } = await buildIssues(problems, files);
    assert.deepEqual([...doubtful], [issues[1]?.id]);
  });

  it('doubts a problem whose file is younger than the report', async () => {
    const problem: ReportedProblem = { ...diagnosticAt(1, 1), reportedAt: 1000 };
    const younger = await buildIssues([problem], filesOf({ 'src/a.ts': 'a' }, 1001));
    assert.equal(younger.doubtful.size, 1);
    const older = await buildIssues([problem], filesOf({ 'src/a.ts': 'a' }, 999));
    assert.equal(older.doubtful.size, 0);
  });

  it('doubts a problem behind the end of its file', async () => {
    const { doubtful } = await buildIssues([diagnosticAt(9, 1)], filesOf({ 'src/a.ts': 'a' }));
    assert.equal(doubtful.size, 1);
  });
});
