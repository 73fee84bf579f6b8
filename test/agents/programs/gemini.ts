import type { AgentProgram } from './agentProgram.ts';
import { geminiTools } from './geminiTools.ts';

const settings = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  model: { name: 'gemini-2.5-flash' },
  privacy: { usageStatisticsEnabled: false },
};

export const gemini: AgentProgram = {
  id: 'gemini',
  package: '@google/gemini-cli',
  version: '0.61.0',
  node: 20,
  megabytes: 100,
  file: '@google/gemini-cli/bundle/gemini.js',
  args: ['--acp'],
  files: () => ({ '.gemini/settings.json': JSON.stringify(settings) }),
  environment: (_home, modelUrl) => ({
    GEMINI_API_KEY: 'not-a-key',
    GOOGLE_GEMINI_BASE_URL: modelUrl,
    GEMINI_CLI_TRUST_WORKSPACE: 'true',
  }),
  tools: geminiTools,
  usage: 'quota',
  asks: true,
};
