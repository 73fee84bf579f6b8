/** What every answer of a scripted model costs, in tokens. */
export const tokensIn = 1234;
export const tokensOut = 56;
