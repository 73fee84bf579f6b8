import assert from 'node:assert/strict';
import { isSwarmError } from '../../../src/core/base/swarmError.ts';
import { detectFormat } from '../../../src/core/issues/detectFormat.ts';
import { readReport } from '../../../src/core/issues/readReport.ts';

const context = { root: '/home/me/app', cwd: '/home/me/app', name: 'problems.txt' };
const own = JSON.stringify([{ file: 'src/é.ts', message: 'schön' }]);
const rdjsonEntry = { message: 'm', location: { path: 'a.ts' } };

function inUtf16(text: string, bigEndian = false): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('detectFormat', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'empty'],
    ['white space', ' \r\n\t', 'empty'],
    ['an empty array', '[]', 'empty'],
    ['SARIF', '{"version":"2.1.0","runs":[]}', 'sarif'],
    ['ESLint JSON', '[{"filePath":"/a.js","messages":[]}]', 'eslintJson'],
    ['our own array', '[{"file":"a.ts","message":"m"}]', 'ownJson'],
    ['our own array with a bad start', '[null,{"message":"m"},{"file":"a.ts"}]', 'ownJson'],
    ['our own lines', '{"file":"a.ts","message":"m"}\n{"file":"b.ts","message":"m"}', 'ownJson'],
    ['our own lines with a bad start', '{"fi\n{"file":"b.ts","message":"m"}', 'ownJson'],
    ['one problem', '{\n"file":"a.ts",\n"message":"m"}', 'ownJson'],
    ['rdjson', JSON.stringify({ source: { name: 'x' }, diagnostics: [rdjsonEntry] }), 'rdjson'],
    ['rdjson without problems', '{"diagnostics":[]}', 'rdjson'],
    ['rdjsonl', `${JSON.stringify(rdjsonEntry)}\n${JSON.stringify(rdjsonEntry)}`, 'rdjson'],
    ['tsc text', 'src/a.ts(1,2): error TS2322: m', 'tscText'],
    ['tsc text for people', '\u001b[96msrc/a.ts\u001b[0m:1:2 - error TS1: m', 'tscText'],
    ['tsc text without a file', 'error TS18003: No inputs were found', 'tscText'],
    ['tsc text below others', '[10:00:00] Starting\n\nsrc/a.ts(1,2): error TS1: m', 'tscText'],
  ];
  for (const [name, text, format] of cases) {
    it(`knows ${name}`, () => assert.equal(detectFormat(text, 'x'), format));
  }

  const unknown: readonly (readonly [string, string])[] = [
    ['prose', 'All is well.'],
    ['a number', '42'],
    ['other objects', '{"results":[]}'],
    ['other arrays', '[{"filename":"a.py","code":"F401"}]'],
    ['JSON that was cut off', '{"version":"2.1.0","runs":[{'],
    ["Biome's own JSON", '{"diagnostics":[{"category":"lint","location":{"path":"a.ts"}}]}'],
  ];
  for (const [name, text] of unknown) {
    it(`refuses ${name}, and says what it saw and what it understands`, () => {
      assert.throws(
        () => detectFormat(text, 'problems.txt'),
        (error) =>
          isSwarmError(error, 'input') &&
          error.message.includes('problems.txt') &&
          error.message.includes(JSON.stringify(text.slice(0, 60))) &&
          /SARIF.*ESLint.*tsc.*rdjson/.test(error.message) &&
          !error.message.includes('\n'),
      );
    });
  }
});

describe('readReport', () => {
  it('reads every encoding that a shell may write', () => {
    const encodings = {
      utf8: Buffer.from(own),
      'utf8 with a mark': Buffer.from(`\uFEFF${own}`),
      'utf16 with a mark, as PowerShell writes it': inUtf16(`\uFEFF${own}\r\n`),
      'utf16 without a mark': inUtf16(own),
      'big-endian utf16': inUtf16(`\uFEFF${own}`, true),
      text: own,
      'text with a mark': `\uFEFF${own}`,
    };
    for (const [name, content] of Object.entries(encodings)) {
      const { problems } = readReport(content, context);
      assert.deepEqual([problems[0]?.file, problems[0]?.message], ['src/é.ts', 'schön'], name);
    }
  });

  it('takes nothing for no problems', () => {
    for (const content of ['', '\uFEFF', '\r\n', new Uint8Array()]) {
      assert.deepEqual(readReport(content, context), { problems: [], rejected: [] });
    }
  });

  it('passes over what npm, pnpm and yarn print above the output of a script', () => {
    for (const banner of [
      '\n> app@1.0.0 lint\n> eslint -f json .\n\n',
      '\r\n> app@1.0.0 lint /home/me/app\r\n> eslint -f json .\r\n\r\n',
      'yarn run v1.22.22\n$ eslint -f json .\n',
    ]) {
      assert.equal(readReport(`${banner}${own}`, context).problems.length, 1);
      assert.deepEqual(readReport(banner, context).problems, []);
    }
  });

  it('keeps line numbers of the file in what it rejects', () => {
    const text = '\n> app@1.0.0 build\n> tsc\n\nerror TS1: m';
    assert.equal(readReport(text, context).rejected[0]?.position, 'line 5');
  });

  it('remembers when the report was written', () => {
    assert.equal(readReport(own, context, 1000).problems[0]?.reportedAt, 1000);
  });

  it('names the file that cannot be read', () => {
    assert.throws(
      () => readReport('what?', context),
      (error) => isSwarmError(error, 'input') && error.message.includes('problems.txt'),
    );
  });
});
