import assert from 'node:assert/strict';
import { readIndentStyle } from '../../../../../src/core/agents/quickFix/typescript/editorConfig.ts';
import { detectFormatStyle } from '../../../../../src/core/agents/quickFix/typescript/formatStyle.ts';

describe('detectFormatStyle', () => {
  it('sees tabs, single quotes and Windows line ends', () => {
    const style = detectFormatStyle("if (a) {\r\n\tb('c');\r\n}\r\n");
    assert.deepEqual([style.usesTabs, style.quotes, style.newLine], [true, 'single', '\r\n']);
  });

  it('sees two and four blanks, and is not misled by comments', () => {
    assert.equal(detectFormatStyle('/**\n * a\n */\na {\n  b {\n    c\n  }\n}\n').indentSize, 2);
    assert.equal(detectFormatStyle('a {\n    b {\n        c\n    }\n}\n').indentSize, 4);
  });

  it('sees braces without blanks', () => {
    assert.equal(detectFormatStyle('import {a} from "a";\n').padsBraces, false);
    assert.equal(detectFormatStyle('import { a } from "a";\n').padsBraces, true);
  });

  it('asks elsewhere about what a flat file does not show', () => {
    const style = detectFormatStyle('a;\n', { usesTabs: true, indentSize: 8 });
    assert.deepEqual([style.usesTabs, style.indentSize], [true, 8]);
    assert.equal(detectFormatStyle('a {\n  b\n}\n', { usesTabs: true }).usesTabs, false);
  });
});

describe('readIndentStyle', () => {
  const text =
    'root = true\n\n[*]\nindent_style = space\nindent_size = 2\n\n[*.{md,txt}]\nindent_size = 8\n\n[*.go]\nindent_style = tab\n';

  it('takes the sections that speak of the file', () => {
    assert.deepEqual(readIndentStyle(text, 'a.ts'), { usesTabs: false, indentSize: 2 });
    assert.deepEqual(readIndentStyle(text, 'a.txt'), { usesTabs: false, indentSize: 8 });
    assert.deepEqual(readIndentStyle(text, 'a.go'), { usesTabs: true, indentSize: 2 });
  });

  it('says nothing where the file says nothing', () => {
    assert.deepEqual(readIndentStyle('indent_style = tab\n', 'a.ts'), {});
  });
});
