import { messageOf } from '../base/swarmError.ts';
import { plainWords } from './toolAnswer.ts';

/** An error whose message is one plain line, whatever a server has had a say in. */
export function plainError(error: unknown): unknown {
  const message = messageOf(error);
  const words = plainWords(message);
  return words === message ? error : new Error(words, { cause: error });
}
