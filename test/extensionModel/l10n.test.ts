import { deepEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { sourceTexts, type Texts, unclearCalls } from '../../scripts/l10n/sourceTexts.ts';
import { findGaps, readTexts, translationsOf } from '../../scripts/l10n/translation.ts';

const root = join(import.meta.dirname, '../..');
const nothing = { missing: [], unused: [], broken: [] };

describe('the texts of the extension', () => {
  let texts: Texts;

  before(async function () {
    this.timeout(60_000);
    texts = await sourceTexts(root);
  });

  it('are written out where they are shown, so that they can be translated', async () => {
    deepEqual(await unclearCalls(root), []);
  });

  it('are all in l10n/bundle.l10n.json: "npm run l10n" puts them there', async () => {
    deepEqual(await readTexts(join(root, 'l10n/bundle.l10n.json')), texts);
  });

  it('are all translated: "npm run l10n" says what is missing', async () => {
    for (const translation of await translationsOf(root, 'l10n/bundle.l10n.json')) {
      deepEqual(findGaps(texts, translation), nothing, translation.path);
    }
  });

  it('and those of the manifest are translated into the same languages', async () => {
    const manifest = await readTexts(join(root, 'package.nls.json'));
    const translations = await translationsOf(root, 'package.nls.json');
    for (const translation of translations) {
      deepEqual(findGaps(manifest, translation), nothing, translation.path);
    }
    deepEqual(
      translations.map(({ path }) => path.split('.').at(-2)),
      (await translationsOf(root, 'l10n/bundle.l10n.json')).map(({ path }) =>
        path.split('.').at(-2),
      ),
    );
  });
});

describe('gaps of a translation', () => {
  const original = { 'Run {0}': 'Run {0}', Gone: 'Gone', 'Use `npm ci`': 'Use `npm ci`' };

  it('are texts that are missing or empty, unused ones, and other placeholders', () => {
    const texts = { 'Run {0}': 'Lauf {1}', Gone: '', Old: 'Alt', 'Use `npm ci`': 'Nimm npm ci' };
    deepEqual(findGaps(original, { path: '', texts }), {
      missing: ['Gone'],
      unused: ['Old'],
      broken: ['Run {0}', 'Use `npm ci`'],
    });
  });
});
