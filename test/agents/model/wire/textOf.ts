import { z } from 'zod';

const part = z.looseObject({ text: z.string().optional() });

/** What most formats say something in: a text, or parts of which some are texts. */
export const content = z.union([z.string(), z.array(part)]).nullish();

/** The texts of a content, each in a line of its own. */
export function textOf(value: z.infer<typeof content>): string {
  if (typeof value === 'string') return value;
  const texts = value?.flatMap(({ text }) => (text === undefined ? [] : [text])) ?? [];
  return texts.join('\n');
}

/** The arguments of a call as most formats send them. */
export function argumentText(args: unknown): string {
  return typeof args === 'string' ? args : JSON.stringify(args);
}
