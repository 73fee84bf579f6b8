import { autofixTool } from './autofixTool.ts';
import { cancelTool } from './cancelTool.ts';
import { cleanTool } from './cleanTool.ts';
import { diffTool } from './diffTool.ts';
import { discardTool } from './discardTool.ts';
import { mergeTool } from './mergeTool.ts';
import { resultsTool } from './resultsTool.ts';
import { statusTool } from './statusTool.ts';
import type { Tool } from './tool.ts';
import { undoTool } from './undoTool.ts';

/** What a client can ask for, in the order of a usual day. */
export const allTools: readonly Tool[] = [
  autofixTool,
  statusTool,
  resultsTool,
  diffTool,
  mergeTool,
  discardTool,
  undoTool,
  cancelTool,
  cleanTool,
];
