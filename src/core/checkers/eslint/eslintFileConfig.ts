/** What ESLint says of one file's configuration, in the parts that matter here. */
export interface EslintFileConfig {
  /** Its rules may ask for types, which come from other files too. */
  readonly readsTypes: boolean;
  /** A parser other than ESLint's own was chosen for it. */
  readonly hasOwnParser: boolean;
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

// Flat configurations hold the parser itself, legacy ones its path.
function isDefaultParser(parser: unknown): boolean {
  if (parser === undefined || parser === null) return true;
  if (typeof parser === 'string') return /[\\/]espree[\\/]/.test(parser);
  return (memberOf(memberOf(parser, 'meta'), 'name') ?? memberOf(parser, 'name')) === 'espree';
}

/**
 * Reads what `calculateConfigForFile` gives, flat or legacy; undefined when that is undefined, which
 * is how a flat configuration says that the file is none of its own.
 * @see https://typescript-eslint.io/packages/parser#configuration
 */
export function readFileConfig(config: unknown): EslintFileConfig | undefined {
  if (config === undefined) return undefined;
  const language = memberOf(config, 'languageOptions') ?? config;
  const hasOwnParser = !isDefaultParser(memberOf(language, 'parser'));
  const options = memberOf(language, 'parserOptions');
  const typed = ['project', 'projectService', 'programs', 'EXPERIMENTAL_useProjectService'];
  return { hasOwnParser, readsTypes: hasOwnParser && typed.some((key) => memberOf(options, key)) };
}
