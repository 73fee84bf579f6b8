import * as vscode from 'vscode';
import type { Worth } from '../fixes/verdictCounts.ts';
import { markIcon } from './markIcons.ts';

interface Colours {
  readonly onLight: string;
  readonly onDark: string;
}

const good: Colours = { onLight: '#2f7a2b', onDark: '#89d185' };
const bad: Colours = { onLight: '#b01011', onDark: '#f88070' };
const doubtful: Colours = { onLight: '#855f00', onDark: '#cca700' };
const open: Colours = { onLight: '#5f5f5f', onDark: '#bbbbbb' };

/** Not those of the theme: in high contrast it has none for some of them, and then nothing is seen. */
const colours: Readonly<Record<Worth, Colours>> = {
  fixed: good,
  remains: bad,
  introduced: bad,
  proposed: doubtful,
  suppressed: doubtful,
  unverified: open,
};

function look(worth: Worth, colour: string): vscode.ThemableDecorationRenderOptions {
  return {
    gutterIconPath: markIcon(worth, colour),
    gutterIconSize: '80%',
    after: { color: colour, margin: '0 0 0 3ch' },
  };
}

/** A picture in the margin, and words behind the line. */
export function createMarkType(worth: Worth): vscode.TextEditorDecorationType {
  const { onLight, onDark } = colours[worth];
  return vscode.window.createTextEditorDecorationType({
    light: look(worth, onLight),
    dark: look(worth, onDark),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
