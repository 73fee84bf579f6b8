import type { Replacement } from './replacement.ts';

const nameOfSecret =
  '(?:token|secret|passw(?:or)?d|passphrase|api[ _-]?key|credentials?|authorization)';

/** In quotes, or up to the next blank. */
const value = '(?:"[^"\\n]*"|\'[^\'\\n]*\'|[^\\s\'"`]+)';

/** What looks like a secret, whoever it is of. */
export const secretForms: readonly Replacement[] = [
  [/-----BEGIN [\s\S]*?(?:-----END [A-Z ]+-----|$)/g, '[secret]'],
  [
    /\b(?:gh[opsur]|github_pat|glpat|npm|xox[abprs]|sk|pk|rk|hf|pypi|dop_v1)[_-][\w-]{8,}/g,
    '[secret]',
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, '[secret]'],
  [/\bAIza[\w-]{20,}/g, '[secret]'],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/g, '[secret]'],
  [/\b(bearer|basic|token)\s+[\w.~+/=-]{8,}/gi, '$1 [secret]'],
  [new RegExp(`([\\w-]*${nameOfSecret}["']?\\s*[:=]\\s*)${value}`, 'gi'), '$1[secret]'],
  // Options of a command, such as `--api-key abc`.
  [
    new RegExp(`(\\s-{1,2}(?:[\\w-]*${nameOfSecret}|[\\w-]*(?:key|pass|auth))\\s+)${value}`, 'gi'),
    '$1[secret]',
  ],
  // Variables, which are in capitals: in other words, a token is also what a parser did not expect.
  [/\b((?:[A-Z0-9]+_)*(?:TOKEN|SECRET|KEY|CREDENTIALS?)\s+)[^\s'"`]+/g, '$1[secret]'],
  [
    new RegExp(`\\b([\\w-]*(?:passw(?:or)?d|passphrase)\\s+(?:(?:is|was)\\s+)?)${value}`, 'gi'),
    '$1[secret]',
  ],
];
