/** Why a turn has failed. */
export interface AgentFault {
  readonly kind: 'limited' | 'signIn' | 'other';
  /** The agent's own words, in a line. */
  readonly words: string;
  /** So long the service wants to be left alone, when it says. */
  readonly retryAfterSeconds?: number;
}

const longest = 300;

/** Numbers that tell where something is. */
const places =
  /\b(?:lines?|column|col|position|offset|port)\s*\d+|\.\w{1,5}:\d+(?::\d+)?|[\d.]+:\d+|#\d+/gi;

const limited =
  /\b(?:429|529)\b|rate.?limit|too many requests|overloaded|resource.?exhausted|try again (?:later|in)/i;

const refused =
  /\b(?:401|403)\b|unauthori[sz]ed|authenticat|invalid.{0,20}(?:api.?key|token|credential)|not (?:logged|signed) in|(?:log|sign).?in (?:first|to|required)|please (?:log|sign).?in/i;

const patience =
  /(?:retry.?after|try again in|retry in)\D{0,10}(\d+(?:\.\d+)?)\s*(milli|ms|s|m|h)?/i;

const unitSeconds: Readonly<Record<string, number>> = {
  ...{ milli: 0.001, ms: 0.001, s: 1, m: 60, h: 3600 },
};

function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longest);
}

function secondsIn(text: string): number | undefined {
  const [, number, unit = 's'] = patience.exec(text) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * (unitSeconds[unit.toLowerCase()] ?? 1);
}

/** What an agent's text says of a failure; some end their turn as if all was well. */
export function faultIn(text: string): AgentFault {
  const words = plain(text);
  const telling = text.replaceAll(places, '');
  if (limited.test(telling)) {
    const seconds = secondsIn(text);
    const wait = seconds === undefined ? {} : { retryAfterSeconds: seconds };
    return { kind: 'limited', words, ...wait };
  }
  return { kind: refused.test(telling) ? 'signIn' : 'other', words };
}

/** How programs say at the end of a turn, as if it was their answer, that their service gave up. */
const givenUp =
  /exceeded retry limit|last status: (?:429|5\d\d)|experiencing high demand|API Error: (?:429|5\d\d)|overloaded_error|rate limit (?:reached|exceeded)/i;

/** What somebody says who has done something is longer. */
const longestComplaint = 300;

/** The fault behind the last words of a turn that ended as if all was well; undefined for none. */
export function faultBehind(text: string): AgentFault | undefined {
  const words = plain(text);
  const isComplaint = text.length <= longestComplaint && givenUp.test(text);
  return isComplaint ? { ...faultIn(text), kind: 'limited', words } : undefined;
}
