import { randomWord, seededRandom } from './words.ts';

export interface LargeShape {
  readonly packages: number;
  readonly filesOfPackage: number;
  /** Of each, about. */
  readonly bytesOfFile: number;
}

function sourceText(random: () => number, bytes: number): string {
  let text = '';
  while (text.length < bytes) {
    const [name, argument] = [randomWord(random), randomWord(random)];
    const number = Math.floor(random() * 1000);
    text += `export function ${name}${number}(${argument}: number): number {\n`;
    text += `  return ${argument} * ${number} + ${Math.floor(random() * 1e6)};\n}\n\n`;
  }
  return text;
}

/** A repository of many packages, each with its files in folders of fifty. */
export function* largeProject(shape: LargeShape): Generator<readonly [string, string]> {
  const random = seededRandom(1);
  for (let number = 1; number <= shape.packages; number += 1) {
    const folder = `packages/package-${number}`;
    yield [`${folder}/package.json`, `{ "name": "package-${number}", "version": "1.0.0" }\n`];
    for (let index = 1; index < shape.filesOfPackage; index += 1) {
      const place = `${folder}/src/part-${Math.floor(index / 50)}/file-${index}.ts`;
      yield [place, sourceText(random, shape.bytesOfFile)];
    }
  }
}
