import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import ts from 'typescript';

// Transpiles src/ and test/ one file at a time, without checking types, into a
// temporary folder, then runs the tests there.
const root = resolve(import.meta.dirname, '..');
const out = mkdtempSync(join(tmpdir(), 'inventory-test-'));

const compilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  isolatedModules: true,
  verbatimModuleSyntax: false,
  inlineSourceMap: true,
};

function transpile(folder) {
  const written = [];
  for (const name of readdirSync(join(root, folder), { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const source = join(root, folder, name);
    const target = join(out, folder, name.replace(/\.ts$/, '.js'));
    const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
      compilerOptions,
      fileName: source,
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
    written.push(target);
  }
  return written;
}

try {
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n');
  transpile('src');
  const tests = transpile('test').filter((file) => file.endsWith('.test.js'));
  const env = { ...process.env };
  delete env.NODE_TEST_CONTEXT;
  const run = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--test', ...process.argv.slice(2), ...tests],
    { cwd: out, env, stdio: 'inherit' },
  );
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
