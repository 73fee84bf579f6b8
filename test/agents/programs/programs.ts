import type { AgentProgram } from './agentProgram.ts';
import { claude } from './claude.ts';
import { codex } from './codex.ts';
import { gemini } from './gemini.ts';
import { openCode } from './openCode.ts';
import { qwen } from './qwen.ts';

/** All agent programs that the tests run. */
export const agentPrograms: readonly AgentProgram[] = [qwen, codex, openCode, gemini, claude];
