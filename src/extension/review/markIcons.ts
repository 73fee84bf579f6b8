import * as vscode from 'vscode';
import type { Worth } from '../fixes/verdictCounts.ts';

const circle = '<circle cx="8" cy="8" r="5.5"/>';

/** The shapes that the view of fixes has for each, as far as they can be told apart when small. */
const shapes: Readonly<Record<Worth, string>> = {
  fixed: '<path d="M3 8.5 6.5 12 13 4.5"/>',
  remains: `${circle}<path d="M4.2 11.8 11.8 4.2"/>`,
  introduced: '<path d="M8 2.5 14 13.5H2Z"/><path d="M8 6.5v3.5M8 11.5v1"/>',
  proposed: `${circle}<path d="M6.3 6.6C6.3 4.4 9.7 4.4 9.7 6.6 9.7 8 8 8 8 9.3M8 10.6v1"/>`,
  suppressed: '<path d="M1.5 5.5c2.5 6 10.5 6 13 0M8 10v3.5M3.8 8.9 2 12M12.2 8.9 14 12"/>',
  unverified: '<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.6 2.2"/>',
};

/** A small picture of a verdict for the margin of an editor. @param colour such as `#388a34`. */
export function markIcon(worth: Worth, colour: string): vscode.Uri {
  const style = `fill="none" stroke="${colour}" stroke-width="1.6" stroke-linecap="round"`;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" ${style} stroke-linejoin="round">${shapes[worth]}</svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`);
}
