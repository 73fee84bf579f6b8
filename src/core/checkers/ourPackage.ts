import { createRequire } from 'node:module';
import { systemCodeOf } from '../base/swarmError.ts';

const ourRequire = createRequire(import.meta.url);

/** Where a module is, such as `typescript/package.json`; undefined when it is not installed. */
export type FindPackage = (module: string) => string | undefined;

/** Finds modules of the packages that this program was installed with. An editor gets it without. */
export const findOurPackage: FindPackage = (module) => {
  try {
    return ourRequire.resolve(module);
  } catch (error) {
    if (systemCodeOf(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
};
