import type { SarifArtifactLocation, SarifRun } from './sarifSchema.ts';

/** Where a SARIF location points: a path and the folder it begins in, or why it points nowhere. */
export type SarifPath =
  | { readonly path: string; readonly folder: string | undefined }
  | { readonly reason: string };

/** A scheme has at least two letters: one letter is a Windows drive. */
const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/;

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A tool that does not encode may write a bare percent sign: then it is the name itself.
    return text;
  }
}

/** @returns the path of a `file:` URI or of a relative one; undefined for any other scheme. */
export function pathOfUri(uri: string): string | undefined {
  const [, name] = scheme.exec(uri) ?? [];
  if (name === undefined) return percentDecoded(uri);
  if (name.toLowerCase() !== 'file') return undefined;
  const [, host = '', path = ''] = /^file:(?:\/\/([^/]*))?(.*)$/i.exec(uri) ?? [];
  const decoded = percentDecoded(path).replace(/^\/(?=[A-Za-z]:)/, '');
  return host === '' || host === 'localhost' ? decoded : `//${host}${decoded}`;
}

function isAbsolutePath(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:)/.test(path);
}

/** The folder that a base id stands for; undefined when the log does not tell (3.14.14). */
function folderOfBase(
  run: SarifRun,
  baseId: string,
  seen: readonly string[] = [],
): string | undefined {
  const base = run.originalUriBaseIds?.[baseId];
  if (base?.uri === undefined || seen.includes(baseId)) return undefined;
  const path = pathOfUri(base.uri);
  if (path === undefined || isAbsolutePath(path) || base.uriBaseId === undefined) return path;
  const parent = folderOfBase(run, base.uriBaseId, [...seen, baseId]);
  return parent === undefined ? path : `${parent.replace(/\/$/, '')}/${path}`;
}

/**
 * Finds the file of a location (3.4). What hangs on a base without a folder hangs on `root`, and so
 * does what hangs on a folder that `isInside` does not know: that of another machine.
 */
export function pathOfLocation(
  location: SarifArtifactLocation | null | undefined,
  run: SarifRun,
  root: string,
  isInside: (folder: string) => boolean,
): SarifPath {
  const known = location?.uri === undefined ? artifactOf(location, run) : location;
  if (known?.uri === undefined) return { reason: 'it names no file' };
  const path = pathOfUri(known.uri);
  if (path === undefined) return { reason: `${known.uri} is not a file` };
  if (isAbsolutePath(path) || known.uriBaseId === undefined) return { path, folder: undefined };
  const folder = folderOfBase(run, known.uriBaseId) ?? '';
  if (isAbsolutePath(folder)) return { path, folder: isInside(folder) ? folder : root };
  return { path: folder === '' ? path : `${folder.replace(/\/$/, '')}/${path}`, folder: root };
}

function artifactOf(
  location: SarifArtifactLocation | null | undefined,
  run: SarifRun,
): SarifArtifactLocation | null | undefined {
  return run.artifacts?.[location?.index ?? -1]?.location;
}
