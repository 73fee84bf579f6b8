import { deepEqual, equal, match } from 'node:assert/strict';
import { type McpProject, mcpProject } from './mcpProject.ts';
import { type ToolResult, textOf } from './messages.ts';
import { runTool } from './runTool.ts';
import { serverProgram } from './stdioClient.ts';

/** A client that is not ours, nor of the library that the server is made with. */
describe("the protocol's own inspector", () => {
  let project: McpProject;

  before(async () => {
    project = await mcpProject(2);
  });

  after(() => project.remove());

  /** Each time with a server of its own: whatever there is to know is in the journal. */
  async function ask(...words: string[]): Promise<string> {
    const { folder, cache } = project.place;
    const server = [process.execPath, serverProgram, '--folder', folder, '--mahavishnu', 'off'];
    const env = { SWARM_CACHE: cache, MCP_CATALOG_PATH: `${cache}/catalog.json` };
    const { stdout, stderr } = await runTool('inspector', ['--cli', ...server, ...words], env);
    if (stdout === '') throw new Error(stderr);
    return stdout;
  }

  async function call(name: string, ...args: string[]): Promise<string> {
    const words = args.flatMap((arg) => ['--tool-arg', arg]);
    const answer = await ask('--method', 'tools/call', '--tool-name', name, ...words);
    const result = JSON.parse(answer) as ToolResult;
    equal(result.isError ?? false, false, textOf(result));
    return textOf(result);
  }

  it('lists all tools, and finds nothing to complain about their shapes', async () => {
    const { stdout, stderr, exitCode } = await runTool('inspector', [
      ...['--cli', process.execPath, serverProgram, '--method', 'tools/list', '--strict'],
    ]);
    equal(exitCode, 0, stderr);
    equal(stderr.includes('portability'), false, stderr);
    const { tools } = JSON.parse(stdout) as { tools: { name: string }[] };
    equal(tools.length, 9);
  });

  it('calls each of them, from a run to its end', async () => {
    match(await call('swarm_autofix', 'max_workers=2'), /2 of 2 problems fixed and checked/);
    match(await call('swarm_status', 'check_backends=true'), /2 tasks: 2 verified\./);
    match(await call('swarm_results', 'verdict=fixed'), /Problems 1 to 2 of 2:/);
    match(await call('swarm_diff', 'task=t01'), /^\+GOOD$/m);
    match(await call('swarm_merge', 'verified=true'), /^Merged 2 tasks into 2 files\./);
    match(await project.repository.read('src/file1.txt'), /GOOD/);
    match(await call('swarm_undo'), /Ready again: t01, t02\./);
    match(await project.repository.read('src/file1.txt'), /BAD/);
    match(await call('swarm_discard', 'tasks=["t01"]'), /^Discarded 1 task: t01\./);
    match(await call('swarm_clean'), /: 1 to review\.$/m);
    const cancel = ['--method', 'tools/call', '--tool-name', 'swarm_cancel'];
    match(await ask(...cancel), /No run is going on in this repository\./);
  });

  it('reads patches as resources, and the prompt', async () => {
    const list = JSON.parse(await ask('--method', 'resources/list')) as {
      resources: { uri: string; name: string }[];
    };
    const uri = list.resources.find(({ name }) => name === 't02.diff')?.uri ?? '';
    match(await ask('--method', 'resources/read', '--uri', uri), /GOOD/);
    const prompt = await ask('--method', 'prompts/get', '--prompt-name', 'fix_problems');
    match(prompt, /swarm_merge with verified: true/);
    deepEqual(Object.keys(JSON.parse(await ask('--method', 'prompts/list'))), ['prompts']);
  });
});
