import { claudeTools } from './claudeTools.ts';
import { codexTools } from './codexTools.ts';
import { geminiTools } from './geminiTools.ts';
import { openCodeTools } from './openCodeTools.ts';
import { qwenTools } from './qwenTools.ts';
import type { ToolTable } from './toolTable.ts';

/** Of all agent programs that a scripted model can tell apart. */
export const toolTables: readonly ToolTable[] = [
  qwenTools,
  codexTools,
  openCodeTools,
  geminiTools,
  claudeTools,
];
