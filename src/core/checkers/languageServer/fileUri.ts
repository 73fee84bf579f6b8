import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Turns files of one folder, relative with `/`, into URIs and back. */
export class FileUris {
  readonly root: string;

  /** @param root absolute, with links resolved: servers answer with real paths. */
  constructor(root: string) {
    this.root = root;
  }

  uriOf(file: string): string {
    return pathToFileURL(resolve(this.root, file)).href;
  }

  pathOf(file: string): string {
    return resolve(this.root, file);
  }

  /** Servers escape URIs in ways of their own, so they are compared as paths. Undefined: not in the folder. */
  fileOf(uri: string): string | undefined {
    if (!uri.startsWith('file:')) return undefined;
    const file = relative(this.root, fileURLToPath(uri));
    const isInside = file !== '' && file !== '..' && !file.startsWith(`..${sep}`);
    return isInside && !isAbsolute(file) ? file.split(sep).join('/') : undefined;
  }
}
