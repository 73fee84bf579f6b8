import type { EslintFileConfig } from './eslintFileConfig.ts';

/**
 * ESLint with a legacy configuration lints whatever file it is given by name, a picture as well.
 * What it would find by itself: JavaScript, and languages for which a parser was chosen.
 */
export function isLintableByLegacy(path: string, config: EslintFileConfig): boolean {
  if (/\.[cm]?jsx?$/.test(path)) return true;
  return config.hasOwnParser && /\.([cm]?tsx?|vue|svelte|astro)$/.test(path);
}
