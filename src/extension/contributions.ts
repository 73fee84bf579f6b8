import { assistantTools } from './assistant/assistantTools.ts';
import { mcpServers } from './assistant/mcpServers.ts';
import { swarmCodeActions } from './codeActions/swarmCodeActions.ts';
import { fixesView } from './fixes/fixesView.ts';
import type { Contribution } from './host/contribution.ts';
import { generalCommands } from './host/generalCommands.ts';
import { mergeCommands } from './merge/mergeCommands.ts';
import { problemsView } from './problems/problemsView.ts';
import { reviewCommands } from './review/reviewCommands.ts';
import { runCommands } from './run/runCommands.ts';
import { settingsCheck } from './settings/settingsCheck.ts';
import { problemMarks } from './status/problemMarks.ts';
import { statusBar } from './status/statusBar.ts';
import { workersView } from './workers/workersView.ts';

/** Everything that the extension adds to the editor. */
export const contributions: readonly Contribution[] = [
  problemsView,
  workersView,
  fixesView,
  statusBar,
  problemMarks,
  reviewCommands,
  mergeCommands,
  runCommands,
  swarmCodeActions,
  generalCommands,
  settingsCheck,
  assistantTools,
  mcpServers,
];
