import { join } from 'node:path';
import type { AgentProgram } from './agentProgram.ts';
import { claudeTools } from './claudeTools.ts';

export const claude: AgentProgram = {
  id: 'claude',
  package: '@agentclientprotocol/claude-agent-acp',
  version: '0.100.0',
  node: 22,
  megabytes: 391,
  file: '@agentclientprotocol/claude-agent-acp/dist/index.js',
  args: [],
  files: () => ({}),
  environment: (home, modelUrl) => ({
    ANTHROPIC_API_KEY: 'not-a-key',
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_MODEL: 'scripted-model',
    CLAUDE_CONFIG_DIR: join(home, '.claude'),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  }),
  tools: claudeTools,
  usage: 'turnTotal',
  asks: true,
};
