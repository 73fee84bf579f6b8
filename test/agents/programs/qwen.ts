import type { AgentProgram } from './agentProgram.ts';
import { qwenTools } from './qwenTools.ts';

const settings = {
  // By itself it lets the model decide which commands are harmless.
  tools: { approvalMode: 'default' },
  security: { auth: { selectedType: 'openai' } },
  privacy: { usageStatisticsEnabled: false },
};

export const qwen: AgentProgram = {
  id: 'qwen',
  package: '@qwen-code/qwen-code',
  version: '0.24.4',
  node: 22,
  megabytes: 152,
  file: '@qwen-code/qwen-code/cli-entry.js',
  args: ['--acp', '--auth-type', 'openai'],
  files: () => ({ '.qwen/settings.json': JSON.stringify(settings) }),
  environment: (_home, modelUrl) => ({
    OPENAI_API_KEY: 'not-a-key',
    OPENAI_BASE_URL: `${modelUrl}/v1`,
    OPENAI_MODEL: 'scripted-model',
  }),
  tools: qwenTools,
  usage: 'eachCall',
  asks: true,
};
