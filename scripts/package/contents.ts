import { filesNamedIn, type Manifest } from './manifest.ts';

/** One file in the package. */
export interface PackedFile {
  /** Relative to the extension's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

/** Of the `.vsix`: a person waits for it, and so does each update. */
export const mostBytes = 2_000_000;

/** What the editor reads when it starts the extension, before anybody has asked for it. */
export const mostBytesAtStart = 150_000;

const needed = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  noticesFile,
  'dist/extension.js',
  'dist/cli.js',
  'dist/mcp.js',
];

/** Whatever else is there has come along by accident. */
const allowed = [
  /^package\.nls(\.[\w-]+)?\.json$/,
  /^l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^dist\/[\w-]+\.js$/,
];

function isAllowed(path: string, manifest: Manifest): boolean {
  const named = [...needed, ...filesNamedIn(manifest)];
  return named.includes(path) || allowed.some((pattern) => pattern.test(path));
}

/** What is wrong with a package that has these files, each in a line. */
export function complaintsAbout(files: readonly PackedFile[], manifest: Manifest): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const folder = manifest.l10n?.replace(/^\.\//, '');
  const missing = [...new Set([...needed, ...filesNamedIn(manifest)])].filter(
    (path) => !paths.has(path),
  );
  const lacksFolder =
    folder !== undefined && ![...paths].some((path) => path.startsWith(`${folder}/`));
  return [
    ...missing.map((path) => `${path} is missing`),
    ...(lacksFolder ? [`${folder}/ is empty`] : []),
    ...[...paths].filter((path) => !isAllowed(path, manifest)).map((path) => `${path} is too much`),
    ...files.filter(({ bytes }) => bytes === 0).map(({ path }) => `${path} has nothing in it`),
  ];
}
