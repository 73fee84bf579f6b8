import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../benchPart.ts';
import { writeFiles } from './gitProject.ts';
import { randomWord, seededRandom } from './words.ts';

const functionsOfFile = 12;

const compilerOptions = {
  ...{ strict: true, noEmit: true, types: [], noUnusedLocals: true, skipLibCheck: true },
  ...{ target: 'es2022', lib: ['es2022'], module: 'nodenext', moduleResolution: 'nodenext' },
};

const eslintConfig = `import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(js.configs.recommended, tseslint.configs.recommended);
`;

/** Each module uses two earlier ones, so that a change travels. */
function moduleText(random: () => number, number: number): string {
  const uses = number < 2 ? [] : [number - 1, Math.floor(random() * (number - 1))];
  const imports = [...new Set(uses)].map(
    (other) => `import { type Item${other}, total${other} } from './module${other}.js';\n`,
  );
  const members = [...new Set(uses)].map((other) => `  from${other}: Item${other};\n`);
  const functions = Array.from({ length: functionsOfFile }, (_none, index) => {
    const name = `${randomWord(random)}${index}`;
    return `export function ${name}(items: readonly Item${number}[]): string[] {
${index === 0 ? '  let unused = 0;\n' : ''}  return items.filter((item) => item.amount > ${index}).map((item) => item.name);
}\n`;
  });
  const totals = [...new Set(uses)].map((other) => ` + total${other}([])`);
  return `${imports.join('')}
export interface Item${number} {
  name: string;
  amount: number;
${members.join('')}}

export function total${number}(items: readonly Item${number}[]): number {
  return items.reduce((sum, item) => sum + item.amount, 0)${totals.join('')};
}

${functions.join('\n')}`;
}

/** A project of that many modules, with the TypeScript and the ESLint of this one. */
export async function createTypeScriptProject(
  context: BenchContext,
  root: string,
  modules: number,
): Promise<void> {
  const random = seededRandom(3);
  await writeFiles(root, [
    ['package.json', '{ "name": "generated", "type": "module" }\n'],
    ['tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] })],
    ['eslint.config.js', eslintConfig],
    ...Array.from({ length: modules }, (_none, number) => {
      return [`src/module${number}.ts`, moduleText(random, number)] as const;
    }),
  ]);
  await symlink(join(context.root, 'node_modules'), join(root, 'node_modules'));
}
