/** How many tests ended in which way. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
}

/** What a suite in the extension host tells the one who started it, through the editor's log. */
export const reportMarks = { text: '@swarm-test-text', counts: '@swarm-test-counts' } as const;

/** Set in the extension host's environment when somebody reads the marks. */
export const reportVariable = 'SWARM_TEST_REPORT';

/** Only tests whose title matches. */
export const grepVariable = 'SWARM_TEST_GREP';
