import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { HttpServerProcess, token } from './httpClient.ts';
import { mcpProject } from './mcpProject.ts';
import { runTool } from './runTool.ts';
import { TokenProxy } from './tokenProxy.ts';

const baseline = join(import.meta.dirname, 'conformance-baseline.yml');

/** Those that apply. The other ones are in the baseline, with the reason. */
const passing = [
  'server-initialize',
  'logging-set-level',
  'ping',
  'tools-list',
  // Whatever tool they call, they want an answer in words, or an error: they get one.
  'tools-call-simple-text',
  'tools-call-error',
  'server-sse-multiple-streams',
  'resources-list',
  'prompts-list',
  'dns-rebinding-protection',
];

describe("the protocol's own conformance suite", () => {
  it('passes in all that applies', async () => {
    const project = await mcpProject(1);
    const server = await HttpServerProcess.start(project.place);
    const proxy = await TokenProxy.start(server.port, token);
    const url = `http://127.0.0.1:${proxy.port}/mcp`;
    const args = ['server', '--url', url, '--suite', 'all', '--expected-failures', baseline];
    const { exitCode, stdout } = await runTool('conformance', args);
    await proxy.stop();
    await server.stop();
    await project.remove();
    const passed = [...stdout.matchAll(/^✓ ([\w-]+):/gm)].map(([, name]) => name);
    deepEqual(passed, passing, stdout);
    equal(exitCode, 0, stdout);
  });
});
