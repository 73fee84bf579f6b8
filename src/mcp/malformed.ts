import { oneLine } from './output/words.ts';
import type { ServerLog } from './serverLog.ts';

/** Who sends rubbish sends a lot of it. */
const mostComplaints = 10;

/** Says what cannot be understood, as long as somebody may want to read it. */
export function complainer(log: ServerLog): (error: Error) => void {
  let complaints = 0;
  return (error) => {
    complaints += 1;
    if (complaints > mostComplaints) return;
    const more = complaints === mostComplaints ? ' From now on that is not said any more.' : '';
    log.warn(
      `What came is no message of MCP, and is ignored: ${oneLine(error.message, 200)}${more}`,
    );
  };
}
