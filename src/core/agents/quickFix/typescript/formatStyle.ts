import type ts from 'typescript';
import type { TypeScriptLibrary } from '../../../checkers/typescript/typeScriptInstallation.ts';

/** How a file is laid out, as far as its text shows it. TypeScript itself finds out about semicolons. */
export interface FormatStyle {
  readonly newLine: '\n' | '\r\n';
  readonly usesTabs: boolean;
  readonly indentSize: number;
  readonly quotes: 'single' | 'double';
  readonly padsBraces: boolean;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The smallest step by which a line is indented more than the one before it. */
function indentStep(text: string): number | undefined {
  const widths = [...text.matchAll(/^( *)[^\s*]/gm)].map(([, spaces = '']) => spaces.length);
  const steps = widths.map((width, index) => width - (widths[index - 1] ?? 0));
  const useful = steps.filter((step) => step > 1 && step <= 8);
  return useful.length === 0 ? undefined : Math.min(...useful);
}

/** @param fallback for what the text does not show, such as the indentation of a flat file. */
export function detectFormatStyle(
  text: string,
  fallback: Partial<Pick<FormatStyle, 'usesTabs' | 'indentSize'>> = {},
): FormatStyle {
  const tabs = count(text, /^\t/gm);
  const step = indentStep(text);
  const isFlat = tabs === 0 && step === undefined;
  return {
    newLine: count(text, /\r\n/g) > count(text, /[^\r]\n/g) ? '\r\n' : '\n',
    usesTabs: isFlat ? (fallback.usesTabs ?? false) : tabs > count(text, /^ {2}/gm),
    indentSize: step ?? fallback.indentSize ?? 4,
    quotes: count(text, /'[^'"\n]*'/g) > count(text, /"[^'"\n]*"/g) ? 'single' : 'double',
    padsBraces: count(text, /\{\w/g) <= count(text, /\{ \w/g),
  };
}

export function formatSettings(
  library: TypeScriptLibrary,
  style: FormatStyle,
): ts.FormatCodeSettings {
  return {
    ...library.getDefaultFormatCodeSettings(style.newLine),
    convertTabsToSpaces: !style.usesTabs,
    indentSize: style.indentSize,
    tabSize: style.indentSize,
    insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: style.padsBraces,
  };
}
