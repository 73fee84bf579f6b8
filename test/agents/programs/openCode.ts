import type { AgentProgram } from './agentProgram.ts';
import { openCodeTools } from './openCodeTools.ts';

const model = {
  name: 'Scripted',
  tool_call: true,
  limit: { context: 100_000, output: 8_000 },
  cost: { input: 1, output: 2 },
};

function configuration(modelUrl: string): object {
  const provider = {
    npm: '@ai-sdk/openai-compatible',
    name: 'Scripted',
    options: { baseURL: `${modelUrl}/v1`, apiKey: 'not-a-key' },
    models: { model },
  };
  return {
    autoupdate: false,
    share: 'disabled',
    enabled_providers: ['scripted'],
    model: 'scripted/model',
    small_model: 'scripted/model',
    provider: { scripted: provider },
    permission: { edit: 'ask', bash: 'ask', webfetch: 'deny' },
  };
}

export const openCode: AgentProgram = {
  id: 'opencode',
  package: 'opencode-ai',
  version: '1.18.33',
  node: undefined,
  megabytes: 354,
  file: 'opencode-ai/bin/opencode.exe',
  args: ['acp'],
  files: (modelUrl) => ({
    '.config/opencode/opencode.json': JSON.stringify(configuration(modelUrl)),
  }),
  environment: () => ({
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    OPENCODE_DISABLE_CLAUDE_CODE: '1',
    OPENCODE_DISABLE_EXTERNAL_SKILLS: '1',
  }),
  tools: openCodeTools,
  usage: 'lastCall',
  asks: true,
};
