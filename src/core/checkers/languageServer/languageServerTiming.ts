/** How long is waited for what, in milliseconds. */
export interface LanguageServerTiming {
  /** For the process to start and to answer `initialize`. */
  readonly startMs: number;
  /** For all that one check, or one search for fixes, needs. */
  readonly answerMs: number;
  /** For the process to end by itself. */
  readonly shutdownMs: number;
  /** Without any word, until an answer counts as whole, where the server names versions. */
  readonly quietMs: number;
  /** The same where it does not, so that an early or a late word cannot be told from the last one. */
  readonly unversionedQuietMs: number;
  /** Without any word, until a document about which nothing was published is opened anew. */
  readonly silenceMs: number;
}

export const defaultLanguageServerTiming: LanguageServerTiming = {
  startMs: 60_000,
  answerMs: 120_000,
  shutdownMs: 2_000,
  quietMs: 300,
  unversionedQuietMs: 1_000,
  silenceMs: 3_000,
};
