import { join } from 'node:path';
import { cacheFolder } from '../../host/testHost.ts';

/** Where everything is installed; safe to delete. */
export const installFolder = join(cacheFolder, 'mahavishnu');

/** What we bring along for Python. */
export const pythonFolder = join(import.meta.dirname, '../python');

export const lockFolder = join(import.meta.dirname, '../locks');
