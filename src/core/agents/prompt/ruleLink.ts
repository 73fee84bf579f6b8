import type { Diagnostic } from '../../protocol/diagnostic.ts';

type Rule = Pick<Diagnostic, 'source' | 'code'>;

interface Site {
  readonly source: string;
  /** The rule's name in the code; only letters, digits and hyphens, so that it may be in an address. */
  readonly code: RegExp;
  readonly page: (name: string) => string;
}

function inKebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Only tools whose pages are named after what they report: Ruff's have names, its reports numbers. */
const sites: readonly Site[] = [
  {
    source: 'eslint',
    code: /^([a-z][a-z0-9-]*)$/,
    page: (name) => `https://eslint.org/docs/latest/rules/${name}`,
  },
  {
    source: 'eslint',
    code: /^@typescript-eslint\/([a-z][a-z0-9-]*)$/,
    page: (name) => `https://typescript-eslint.io/rules/${name}`,
  },
  {
    source: 'biome',
    code: /^lint\/[a-zA-Z0-9]+\/([a-z][a-zA-Z0-9]*)$/,
    page: (name) => `https://biomejs.dev/linter/rules/${inKebabCase(name)}`,
  },
];

/** Where a rule is explained, or undefined when that is not certain. */
export function ruleLink({ source, code }: Rule): string | undefined {
  for (const site of sites) {
    const [, name] = (site.source === source && site.code.exec(code)) || [];
    if (name !== undefined) return site.page(name);
  }
  return undefined;
}
