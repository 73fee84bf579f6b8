import { deepEqual, equal } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'src');

/** Each folder of the core may import from itself and from those before it. */
const coreLayers = [
  'protocol',
  'base',
  'issues',
  'checkers',
  'planner',
  'git',
  'bundles',
  'mahavishnu',
  'confinement',
  'agents',
  'runner',
  'clients',
  'manager',
];
const hosts = ['cli', 'mcp', 'extension'];

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourceFiles(): string[] {
  const entries = readdirSync(source, { recursive: true, encoding: 'utf8' });
  return entries.filter((path) => path.endsWith('.ts'));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...specifiers].map(([, specifier = '']) => {
    const isOurs = specifier.startsWith('.');
    const target = relative(source, resolve(source, dirname(file), specifier));
    return { from: file, to: isOurs ? target : specifier };
  });
}

/** The folder that decides what a file may import: a layer of the core, the core's root, or a host. */
function layerOf(path: string): string {
  const [top = '', folder = '', ...rest] = path.split('/');
  if (top !== 'core') return top;
  return rest.length > 0 ? folder : 'core';
}

function isAllowed({ from, to }: Import): boolean {
  const [own, other] = [layerOf(from), layerOf(to)];
  if (own === other) return true;
  if (hosts.includes(own)) return !hosts.includes(other);
  if (own === 'core') return coreLayers.includes(other);
  return coreLayers.indexOf(other) >= 0 && coreLayers.indexOf(other) < coreLayers.indexOf(own);
}

function isInProject({ to }: Import): boolean {
  return to.startsWith('core/') || hosts.some((host) => to.startsWith(`${host}/`));
}

const imports = sourceFiles().flatMap(importsOf);

function complain(breaches: readonly Import[]): string[] {
  return breaches.map(({ from, to }) => `${from} imports ${to}`);
}

describe('the layers', () => {
  it('finds the imports that it judges', () => {
    equal(imports.filter(isInProject).length > 200, true);
  });

  it('let arrows go one way only', () => {
    const breaches = imports.filter((entry) => isInProject(entry) && !isAllowed(entry));
    deepEqual(complain(breaches), []);
  });

  it('keep the protocol a leaf that imports nothing', () => {
    const breaches = imports.filter(
      ({ from, to }) => layerOf(from) === 'protocol' && !to.startsWith('core/protocol/'),
    );
    deepEqual(complain(breaches), []);
  });

  it('name the editor in its own host only', () => {
    const breaches = imports.filter(
      ({ from, to }) => to === 'vscode' && layerOf(from) !== 'extension',
    );
    deepEqual(complain(breaches), []);
  });

  it('notice a breach of each kind', () => {
    const planted: Import[] = [
      { from: 'core/git/a.ts', to: 'core/runner/b.ts' },
      { from: 'core/protocol/a.ts', to: 'core/base/b.ts' },
      { from: 'core/swarm.ts', to: 'cli/main.ts' },
      { from: 'cli/a.ts', to: 'mcp/b.ts' },
      { from: 'core/base/a.ts', to: 'core/swarm.ts' },
    ];
    deepEqual(planted.filter(isAllowed), []);
  });
});

describe('the core', () => {
  const forbidden = [
    [/\bconsole\./, 'console'],
    [/\bprocess\.argv\b/, 'process.argv'],
    [/\bprocess\.exit\b/, 'process.exit'],
    [/\bprocess\.(stdout|stderr|stdin)\b/, 'the standard streams'],
  ] as const;

  for (const [pattern, name] of forbidden) {
    it(`knows no ${name}`, () => {
      const files = sourceFiles().filter((file) => file.startsWith('core/'));
      const guilty = files.filter((file) => pattern.test(readFileSync(join(source, file), 'utf8')));
      deepEqual(guilty, []);
    });
  }
});

describe('every file', () => {
  it('has at most 400 lines', () => {
    const long = sourceFiles().filter(
      (file) => readFileSync(join(source, file), 'utf8').split('\n').length > 400,
    );
    deepEqual(long, []);
  });

  it('exports by name, and passes nothing on', () => {
    const guilty = sourceFiles().filter((file) =>
      /^export (default|\*)|^export \{[^}]*\} from/m.test(readFileSync(join(source, file), 'utf8')),
    );
    deepEqual(guilty, []);
  });
});
