import { join, relative } from 'node:path';
import { sourceTexts, unclearCalls } from './l10n/sourceTexts.ts';
import { findGaps, readTexts, tidied, translationsOf, writeTexts } from './l10n/translation.ts';

/**
 * Collects the texts of the extension's sources, tidies the translations, and says what is missing.
 * A translator fills in what is named here.
 */

const root = join(import.meta.dirname, '..');
const bundle = 'l10n/bundle.l10n.json';
const manifest = 'package.nls.json';

/** How many texts of the translations of that file are to be written. */
async function check(original: string): Promise<number> {
  const texts = await readTexts(join(root, original));
  let count = 0;
  for (const translation of await translationsOf(root, original)) {
    const { missing, unused, broken } = findGaps(texts, translation);
    const path = relative(root, translation.path);
    await writeTexts(translation.path, tidied(texts, translation));
    console.log(`${path}: ${missing.length} missing, ${unused.length} unused (removed)`);
    for (const key of missing) console.log(`  missing: ${JSON.stringify(key)}`);
    for (const key of broken) console.log(`  other placeholders: ${JSON.stringify(key)}`);
    count += missing.length + broken.length;
  }
  return count;
}

for (const { file, line } of await unclearCalls(root)) {
  console.log(`${file}:${line}: this text cannot be collected; write it out`);
}
await writeTexts(join(root, bundle), await sourceTexts(root));
const open = (await check(bundle)) + (await check(manifest));
process.exitCode = open === 0 ? 0 : 1;
