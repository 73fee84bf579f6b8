import { deepEqual, equal } from 'node:assert/strict';
import { complaintsAbout } from '../../scripts/package/contents.ts';
import type { Manifest } from '../../scripts/package/manifest.ts';
import { withoutRelativeLinks } from '../../scripts/package/publicText.ts';

const manifest: Manifest = {
  name: 'name',
  version: '1.0.0',
  main: './dist/extension.js',
  l10n: './l10n',
  contributes: { steps: [{ media: { svg: 'media/walkthrough/one.svg' } }] },
};

const whole = [
  'package.json',
  'package.nls.json',
  'package.nls.de.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'THIRD-PARTY-NOTICES.txt',
  'dist/extension.js',
  'dist/cli.js',
  'dist/mcp.js',
  'dist/cli-chunk-ABC123.js',
  'l10n/bundle.l10n.de.json',
  'media/walkthrough/one.svg',
];

function complaints(paths: readonly string[], bytes = 1): readonly string[] {
  return complaintsAbout(
    paths.map((path) => ({ path, bytes })),
    manifest,
  );
}

describe('the package', () => {
  it('is fine with what an extension is made of', () => {
    deepEqual(complaints(whole), []);
  });

  it('is told what it lacks, also what only the manifest speaks of', () => {
    const lacking = whole.filter((path) => !/LICENSE|one\.svg|l10n|dist\/cli\.js/.test(path));
    deepEqual(complaints(lacking), [
      'LICENSE is missing',
      'dist/cli.js is missing',
      'media/walkthrough/one.svg is missing',
      'l10n/ is empty',
    ]);
  });

  it('is told what nobody needs', () => {
    const extra = ['dist/cli.js.map', 'src/a.ts', 'media/run.svg', '.env', 'node_modules/a/b.js'];
    deepEqual(
      complaints([...whole, ...extra]),
      extra.map((path) => `${path} is too much`),
    );
  });

  it('is told of a file that is empty', () => {
    equal(complaints(whole, 0).length, whole.length);
  });
});

describe('a text of the package', () => {
  it('shows no picture and no link that leads into the repository', () => {
    const text = `# Title

![A run](media/run.svg)

See [how](docs/how.md), [there](https://example.com/a) or [below](#below).
`;
    equal(
      withoutRelativeLinks(text),
      '# Title\n\nSee how, [there](https://example.com/a) or [below](#below).\n',
    );
  });
});
