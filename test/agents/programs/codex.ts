import type { AgentProgram } from './agentProgram.ts';
import { codexTools } from './codexTools.ts';

/** A model whose name it does not know gets no tool for patches. */
function configuration(modelUrl: string): string {
  return [
    'model = "gpt-5.5"',
    'model_provider = "scripted"',
    'check_for_update_on_startup = false',
    '[analytics]',
    'enabled = false',
    '[model_providers.scripted]',
    'name = "scripted"',
    `base_url = "${modelUrl}/v1"`,
    'wire_api = "responses"',
    'request_max_retries = 0',
    'stream_max_retries = 0',
    '',
  ].join('\n');
}

export const codex: AgentProgram = {
  id: 'codex',
  package: '@agentclientprotocol/codex-acp',
  version: '2.6.0',
  node: 20,
  megabytes: 457,
  file: '@agentclientprotocol/codex-acp/dist/index.js',
  args: [],
  files: (modelUrl) => ({ '.codex/config.toml': configuration(modelUrl) }),
  environment: () => ({}),
  tools: codexTools,
  usage: 'turnTotal',
  asks: false,
};
