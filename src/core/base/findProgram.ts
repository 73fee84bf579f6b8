import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, sep } from 'node:path';

/** What Windows takes for a program when its ending is left out. */
const windowsEndings = ['.exe', '.cmd', '.bat', ''];

async function isProgram(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  if (!status?.isFile()) return false;
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Where a shell would find a program: that very file when it is called with its folder, else on the path.
 * @returns an absolute path; undefined when there is none, and for a path that is not absolute.
 */
export async function findProgram(
  command: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const isPath = command.includes('/') || command.includes(sep);
  const path = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter);
  const folders = isPath ? [''] : path;
  const endings = process.platform === 'win32' ? windowsEndings : [''];
  for (const folder of folders) {
    for (const ending of endings) {
      const file = `${isPath ? command : join(folder, command)}${ending}`;
      if (isAbsolute(file) && (await isProgram(file))) return file;
    }
  }
  return undefined;
}
