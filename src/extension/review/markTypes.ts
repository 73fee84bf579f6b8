import * as vscode from 'vscode';
import type { Worth } from '../fixes/verdictCounts.ts';
import { markIcon } from './markIcons.ts';

/** What a mark looks like: a colour of the theme for its words, and fixed ones for its picture. */
interface Colours {
  readonly words: string;
  readonly onLight: string;
  readonly onDark: string;
}

const good: Colours = { words: 'charts.green', onLight: '#2f7a2b', onDark: '#89d185' };
const bad: Colours = { words: 'list.errorForeground', onLight: '#b01011', onDark: '#f88070' };
const doubtful: Colours = {
  words: 'list.warningForeground',
  onLight: '#855f00',
  onDark: '#cca700',
};
const open: Colours = { words: 'descriptionForeground', onLight: '#5f5f5f', onDark: '#bbbbbb' };

/** All can be read on a coloured diff in light, dark and high contrast. */
const colours: Readonly<Record<Worth, Colours>> = {
  fixed: good,
  remains: bad,
  introduced: bad,
  proposed: doubtful,
  suppressed: doubtful,
  unverified: open,
};

/** A picture in the margin, and words behind the line. */
export function createMarkType(worth: Worth): vscode.TextEditorDecorationType {
  const { words, onLight, onDark } = colours[worth];
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor(words), margin: '0 0 0 3ch' },
    gutterIconSize: '80%',
    light: { gutterIconPath: markIcon(worth, onLight) },
    dark: { gutterIconPath: markIcon(worth, onDark) },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
