/** A text's code and its comments, each as long as the text, with the rest of it blank. */
export interface CodeAndComments {
  readonly code: string;
  readonly comments: string;
}

const strings = [
  '"""[\\s\\S]*?"""',
  "'''[\\s\\S]*?'''",
  '"(?:\\\\.|[^"\\\\\\n])*"',
  "'(?:\\\\.|[^'\\\\\\n])*'",
  '`(?:\\\\[\\s\\S]|[^`\\\\])*`',
].join('|');

// A `#` also begins private fields, attributes, colours and preprocessor lines, which are code.
const hashComment =
  '(?<=^|\\s)#(?=[\\s#:!]|$|noqa|type:|pylint|pyright|mypy|pragma:|nosec|rubocop|noinspection)(?!!?\\[).*';

const comments = ['/\\*[\\s\\S]*?\\*/', '<!--[\\s\\S]*?-->', '//.*', hashComment].join('|');

// What begins first wins. A quote or a block that never ends is none: an apostrophe, a glob.
const parts = new RegExp(`(?<string>${strings})|(?<comment>${comments})`, 'gm');

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/**
 * Tells code, comments and strings apart by what most languages have in common, without knowing
 * which one it is. Strings are in neither part.
 */
export function splitCodeAndComments(text: string): CodeAndComments {
  let code = '';
  let commented = '';
  let end = 0;
  for (const part of text.matchAll(parts)) {
    const before = text.slice(end, part.index);
    const [found] = part;
    const isComment = part.groups?.['comment'] !== undefined;
    code += before + blank(found);
    commented += blank(before) + (isComment ? found : blank(found));
    end = part.index + found.length;
  }
  const rest = text.slice(end);
  return { code: code + rest, comments: commented + blank(rest) };
}
