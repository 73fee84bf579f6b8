import type { Page } from 'playwright-core';

/** Runs in the page: waits for the mouse, then for a row, and tells the time between them. */
function script(label: string): string {
  const selector = `[role="treeitem"][aria-label*=${JSON.stringify(label)}]`;
  return `new Promise((resolve) => {
    let start;
    const begin = (event) => { start = event.timeStamp; };
    addEventListener('mousedown', begin, { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (start === undefined || document.querySelector(${JSON.stringify(selector)}) === null) return;
      observer.disconnect();
      resolve(performance.now() - start);
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  })`;
}

/**
 * How long it takes from a click until a row is there, in milliseconds, by the clock of the window.
 * @param label a part of what the row says.
 */
export async function millisecondsToRow(
  page: Page,
  label: string,
  click: () => Promise<void>,
): Promise<number> {
  const shown: Promise<number> = page.evaluate(script(label));
  await click();
  return shown;
}
