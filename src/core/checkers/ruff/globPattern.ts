export interface GlobOptions {
  /** `*` and `?` stand for `/` as well, as in ruff's settings; in git's they do not. */
  readonly crossesFolders: boolean;
}

// What one token of the pattern stands for; undefined: for itself.
function translate(token: string, options: GlobOptions): string | undefined {
  const any = options.crossesFolders ? '.' : '[^/]';
  if (token === '**/') return '(?:.*/)?';
  if (token === '**') return '.*';
  if (token === '*') return `${any}*`;
  if (token === '?') return any;
  if (token === '{') return '(?:';
  if (token === '}') return ')';
  if (token === ',') return '|';
  if (/^\[.+\]$/.test(token)) return token.replace(/^\[[!^]/, '[^').replaceAll('\\', '\\\\');
  return undefined;
}

function escapeLiteral(token: string): string {
  const literal = token.length > 1 && token.startsWith('\\') ? token.slice(1) : token;
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const tokens = /\*\*\/|\*\*|\\.|\[[!^]?\]?[^\]]*\]|[\s\S]/g;

/** A glob as an expression for a whole path with `/`. Braces are alternatives; `\` takes literally. */
export function globExpression(pattern: string, options: GlobOptions): RegExp {
  let depth = 0;
  const parts = (pattern.match(tokens) ?? []).map((token) => {
    if (token === '{') depth += 1;
    // Outside braces a comma is a comma, and a closing brace closes nothing.
    const isPlain = depth === 0 && (token === ',' || token === '}');
    if (token === '}' && depth > 0) depth -= 1;
    return isPlain ? token : (translate(token, options) ?? escapeLiteral(token));
  });
  return new RegExp(`^${parts.join('')}${')'.repeat(depth)}$`, 's');
}
