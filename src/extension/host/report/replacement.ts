/** What is taken out of a text, and what stands there instead. */
export type Replacement = readonly [pattern: RegExp, stand: string];
