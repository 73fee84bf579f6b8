import { tokensIn } from './usage.ts';

const model = { id: 'scripted-model', object: 'model' };

/** What agents ask beside their questions, by path, and what is answered. */
const table: readonly (readonly [RegExp, object])[] = [
  [/\/count_tokens$/, { input_tokens: tokensIn }],
  [/:countTokens$/, { totalTokens: tokensIn }],
  [/\/models$/, { object: 'list', data: [model], models: [] }],
];

/** @returns undefined when nobody knows what is asked. */
export function sideAnswerFor(path: string): object | undefined {
  return table.find(([pattern]) => pattern.test(path))?.[1];
}
