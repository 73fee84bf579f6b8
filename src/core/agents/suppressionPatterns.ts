/** One way to make a tool, a compiler or a test runner say less. */
export interface SuppressionPattern {
  /** As people write it; for messages. */
  readonly id: string;
  readonly place: 'comment' | 'code';
  /** Global. Its first group, if any, lists the rules that are silenced. */
  readonly expression: RegExp;
}

// Tools look for their directives where a comment begins, so prose that mentions one is none.
const opening = '(?:/[/*]+|<!--|#+|^[ \\t]*\\*)[ \\t]*';

function directive(id: string, tail = '(?![\\w-])'): SuppressionPattern {
  const words = id.replaceAll(' ', '[ \\t]*');
  return { id, place: 'comment', expression: new RegExp(`${opening}${words}${tail}`, 'gm') };
}

/** With the rules that follow, up to a description. */
function directiveWithRules(id: string): SuppressionPattern {
  return directive(id, '(?![\\w-])[ \\t]*:?[ \\t]*=?((?:(?!--|\\*/|-->).)*)');
}

function anywhere(id: string, expression: RegExp): SuppressionPattern {
  return { id, place: 'comment', expression };
}

function code(id: string, expression: RegExp): SuppressionPattern {
  return { id, place: 'code', expression };
}

const linters: readonly SuppressionPattern[] = [
  ...['eslint', 'oxlint', 'stylelint'].flatMap((tool) => [
    directiveWithRules(`${tool}-disable`),
    directiveWithRules(`${tool}-disable-line`),
    directiveWithRules(`${tool}-disable-next-line`),
  ]),
  anywhere('eslint rule off', /\/\*+\s*eslint\s+[^*]*?:\s*(?:\[\s*)?(?:["']off["']|0\b)/g),
  directive('biome-ignore', '[ \\t]+([\\w/-]+)'),
  directive('biome-ignore-all', '[ \\t]+([\\w/-]+)'),
  directive('biome-ignore-start', '[ \\t]+([\\w/-]+)'),
  directive('prettier-ignore', '(?:-start)?\\b'),
  directive('deno-lint-ignore', '(?:-file)?[ \\t]*(.*)'),
  directive('tslint:disable', '(?:-next-line|-line)?:?(.*)'),
  anywhere('noqa', /#[ \t]*(?:ruff:[ \t]*|flake8:[ \t]*)?noqa\b(?:[ \t]*:[ \t]*([\w, \t]+))?/gi),
  anywhere(
    'pylint: disable',
    /#.*?\bpylint:[ \t]*(?:disable|skip-file)(?:-next)?(?:=([\w\-, \t]+))?/g,
  ),
  anywhere('nosec', /#[ \t]*nosec\b(?:[ \t]*:?[ \t]*([\w, \t]+))?/g),
  anywhere('rubocop:disable', /#.*?\brubocop:(?:disable|todo)[ \t]+([\w/, \t]+)/g),
  directive('nolint', '\\b(?::([\\w,-]+))?'),
  directive('swiftlint:disable', '(?::next|:this|:previous)?[ \\t]+(.*)'),
  directive('noinspection', '[ \\t]+([\\w, \\t]+)'),
  anywhere('phpcs:ignore', /\bphpcs:(?:ignoreFile|ignore|disable)\b[ \t]*([\w., \t]*)/g),
  anywhere('NOSONAR', /\bNOSONAR\b/g),
  anywhere('nosemgrep', /\bnosemgrep\b(?:[ \t]*:[ \t]*(\S+))?/g),
  anywhere('NOLINT', /\bNOLINT(?:NEXTLINE|BEGIN)?\b(?:\(([^)]*)\))?/g),
  code('#[allow]', /#!?\[(?:allow|expect)\(([^)\]]*)\)/g),
  code('@SuppressWarnings', /@(?:Suppress|SuppressWarnings|SuppressLint)\b/g),
  code('[SuppressMessage]', /\[(?:assembly:\s*)?SuppressMessage\b/g),
  code('#pragma warning disable', /#pragma\s+warning\s*(?:disable\b|\(\s*disable)(.*)/g),
];

const typeCheckers: readonly SuppressionPattern[] = [
  directive('@ts-ignore', '\\b'),
  directive('@ts-expect-error', '\\b'),
  directive('@ts-nocheck', '\\b'),
  anywhere('type: ignore', /#[ \t]*type:[ \t]*ignore\b(?:\[([\w\-, \t]*)\])?/g),
  anywhere(
    'pyright: ignore',
    /#[ \t]*pyright:[ \t]*(?:ignore\b|basic\b|report\w+[ \t]*=[ \t]*(?:false|none))(?:\[([\w, \t]*)\])?/g,
  ),
  anywhere('mypy: ignore-errors', /#[ \t]*mypy:[ \t]*(?:ignore-errors|disable-error-code|allow-)/g),
  code('as any', /\bas\s+any\b/g),
  code('as never', /\bas\s+never\b/g),
  code('as unknown as', /\bas\s+unknown\s+as\b/g),
  code(': any', /:\s*any\b(?!\s*[(.])/g),
  code('<any>', /<(?:[^<>()=;]*[,|&\s])?any\s*(?:\[\s*\]\s*)?(?:[,>]|[|&](?![|&]))/g),
  code(': Any', /(?::|->)\s*(?:typing\.)?Any\b/g),
  anywhere('@type {any}', /@(?:type|param|returns?)\s*\{\s*(?:any|\*)\s*\}/g),
];

const tests: readonly SuppressionPattern[] = [
  code('.skip', /\b(?:it|test|describe|suite|context|specify|this|t)\.(?:skip|todo|fixme)\b/g),
  code('.only', /\b(?:it|test|describe|suite|context|specify)\.only\b/g),
  code('xit', /\b(?:xit|xtest|xdescribe|xcontext|xspecify)\s*\(/g),
  code('fit', /(?<![.\w])(?:fit|fdescribe|ftest)\s*\(/g),
  code(
    '@pytest.mark.skip',
    /@(?:pytest\.mark\.(?:skip|skipif|xfail)|unittest\.(?:skip\w*|expectedFailure))\b/g,
  ),
  code('pytest.skip', /\bpytest\.(?:skip|xfail|importorskip)\s*\(|\bself\.skipTest\s*\(/g),
  code('@Ignore', /@(?:Ignore|Disabled)\b/g),
  code('t.Skip', /\b[tb]\.(?:Skip|SkipNow|Skipf)\s*\(/g),
  code('#[ignore]', /#\[ignore\b/g),
];

const coverage: readonly SuppressionPattern[] = [
  anywhere('coverage ignore', /\b(?:istanbul|c8|v8)[ \t]+ignore\b/g),
  anywhere('pragma: no cover', /#[ \t]*pragma:[ \t]*no[ \t]*cover\b/g),
];

export const suppressionPatterns: readonly SuppressionPattern[] = [
  ...linters,
  ...typeCheckers,
  ...tests,
  ...coverage,
];
