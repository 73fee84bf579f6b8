import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { temporaryRepository } from '../support/temporaryRepository.ts';
import { type McpProject, mcpProject } from './mcpProject.ts';
import { type ToolResult, textOf } from './messages.ts';
import { StdioClient, serverProgram } from './stdioClient.ts';

interface Tool {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly inputSchema: { readonly additionalProperties?: unknown };
  readonly outputSchema?: unknown;
  readonly annotations: Readonly<Record<string, boolean>>;
}

interface Page {
  readonly total: number;
  readonly issues: readonly { readonly line: number; readonly verdict: string }[];
  readonly tasks: readonly { readonly taskId: string; readonly verified: boolean }[];
  readonly nextCursor: string | null;
}

interface Run {
  readonly runId: string;
  readonly state: string;
  readonly stopReason: string | null;
  readonly issues: Readonly<Record<string, number>>;
  readonly tasks: Readonly<Record<string, number>>;
}

describe('the tools', () => {
  let project: McpProject;
  let client: StdioClient;

  beforeEach(async () => {
    project = await mcpProject(3);
    client = await StdioClient.start(project.place);
  });

  afterEach(async () => {
    await client.close();
    await project.remove();
  });

  it('are there from start to finish, each with words, shapes and hints', async () => {
    const { tools } = (await client.request('tools/list')) as { tools: Tool[] };
    const isReadOnly = ({ annotations }: Tool) => annotations['readOnlyHint'];
    deepEqual(
      tools.filter(isReadOnly).map(({ name }) => name),
      ['swarm_status', 'swarm_results', 'swarm_diff'],
    );
    deepEqual(
      tools.filter((tool) => !isReadOnly(tool)).map(({ name }) => name),
      [
        'swarm_autofix',
        'swarm_merge',
        'swarm_discard',
        'swarm_undo',
        'swarm_cancel',
        'swarm_clean',
      ],
    );
    for (const tool of tools) {
      ok(tool.title !== undefined && tool.description.length > 40, tool.name);
      ok(tool.outputSchema !== undefined, tool.name);
      equal(tool.inputSchema.additionalProperties, false, tool.name);
      equal(typeof tool.annotations['readOnlyHint'], 'boolean', tool.name);
      const isDestructive = tool.annotations['destructiveHint'] ?? false;
      equal(isDestructive, !isReadOnly(tool), tool.name);
    }
  });

  it('lead from a pile of problems to merged fixes, and back', async () => {
    const before = await project.userState();
    const { run } = await client.data<{ run: Run }>('swarm_autofix', { max_workers: 2 });
    deepEqual([run.state, run.stopReason, run.issues['fixed']], ['ended', 'clean', 3]);
    equal(run.tasks['verified'], 3);
    deepEqual(await project.userState(), before);

    const diff = await client.call('swarm_diff', { task: 't01' });
    match(textOf(diff), /^t01 of run \S+: ready, verified, 1 fixed; 1 file, \+1 -1\n/);
    match(String(diff.structuredContent?.['patch']), /^-BAD\n\+GOOD$/m);

    const merge = await client.call('swarm_merge', { tasks: ['t01'] });
    match(
      textOf(merge),
      /^Merged 1 task into 1 file\. swarm_undo with merge "m\S+" takes that back\.$/,
    );
    const verified = await client.data<{ merged: string[] }>('swarm_merge', { verified: true });
    deepEqual(verified.merged, ['t02', 't03']);
    for (const file of [1, 2, 3]) {
      match(await project.repository.read(`src/file${file}.txt`), /GOOD/);
    }
    match(textOf(await client.call('swarm_merge', { verified: true })), /^Nothing was merged\.$/);

    const { merges } = await client.data<{ merges: { mergeId: string }[] }>('swarm_status');
    equal(merges.length, 2);
    const undone = await client.data<{ tasks: string[] }>('swarm_undo', {
      merge: merges[1]?.mergeId,
    });
    deepEqual(undone.tasks, ['t01']);
    await client.data('swarm_undo');
    deepEqual(await project.userState(), before);

    await client.data('swarm_discard', { tasks: ['t01', `${run.runId}/t02`] });
    const kept = await client.data<{ keptRuns: unknown[] }>('swarm_clean');
    deepEqual(kept.keptRuns, [{ runId: run.runId, toReview: 1 }]);
    await client.data('swarm_discard', { tasks: ['t03'] });
    const clean = await client.data<{ removedRuns: string[] }>('swarm_clean');
    deepEqual(clean.removedRuns, [run.runId]);
  });

  it('merge at the end of a run when they are told to', async () => {
    const wishes = { paths: ['src/file2.txt'], merge: 'verified', agent: 'mine' };
    const answer = await client.call('swarm_autofix', wishes);
    match(textOf(answer), /1 of 1 problem fixed and checked/);
    match(textOf(answer), /Left out: 2 problems not asked for\.\nMerged 1 task into 1 file\./);
    match(await project.repository.read('src/file2.txt'), /GOOD/);
    match(await project.repository.read('src/file1.txt'), /BAD/);
  });

  it('give long lists page by page, also when there is a later run by now', async () => {
    await project.repository.write('src/file1.txt', 'BAD\n'.repeat(118));
    await project.repository.commit();
    await client.data('swarm_autofix');
    const first = await client.call('swarm_results', { verdict: 'fixed' });
    match(textOf(first), /^Problems 1 to 50 of 120:$/m);
    match(textOf(first), /^fixed src\/file1\.txt:1:1 ts\(1\) a bad line \[t\d+, verified\]$/m);
    let page = first.structuredContent as unknown as Page;
    await client.data('swarm_autofix', { paths: ['src/file3.txt'] });
    const sizes = [page.issues.length];
    const seen = new Set(page.issues.map((issue) => JSON.stringify(issue)));
    while (page.nextCursor !== null) {
      page = await client.data<Page>('swarm_results', { cursor: page.nextCursor });
      sizes.push(page.issues.length);
      for (const issue of page.issues) seen.add(JSON.stringify(issue));
    }
    deepEqual(sizes, [50, 50, 20]);
    equal(seen.size, 120);
    const none = await client.call('swarm_results', { verdict: 'suppressed' });
    match(textOf(none), /^No problem of this kind\.$/m);
  });

  it('cut a long patch, and say where all of it is', async () => {
    await project.repository.write('src/file1.txt', `BAD ${'x'.repeat(60)}\n`.repeat(1_000));
    await project.repository.commit();
    await client.data('swarm_autofix', { paths: ['src/file1.txt'] });
    const diff = await client.call('swarm_diff', { task: 't01' });
    const { patch, isCut, uri } = diff.structuredContent as Record<string, string | boolean>;
    equal(isCut, true);
    ok(String(patch).length <= 64 * 1024 && String(patch).endsWith('\n'));
    match(textOf(diff), /Cut after 64 kB: name single files with paths, or read the resource\./);
    equal(diff.content[1]?.type, 'resource_link');
    const read = (await client.request('resources/read', { uri })) as {
      contents: { text: string; mimeType: string }[];
    };
    equal(read.contents[0]?.mimeType, 'text/x-diff');
    equal(read.contents[0]?.text.match(/^\+GOOD x+$/gm)?.length, 1_000);
  });

  it('show runs and patches as resources, and one prompt', async () => {
    const { run } = await client.data<{ run: Run }>('swarm_autofix');
    const { resources } = (await client.request('resources/list')) as {
      resources: { uri: string }[];
    };
    deepEqual(resources.map(({ uri }) => uri).sort(), [
      `swarm://${run.runId}`,
      ...['t01', 't02', 't03'].map((task) => `swarm://${run.runId}/${task}`),
    ]);
    const read = (await client.request('resources/read', { uri: `swarm://${run.runId}` })) as {
      contents: { text: string }[];
    };
    equal(JSON.parse(read.contents[0]?.text ?? '').runId, run.runId);
    const prompt = await client.request('prompts/get', { name: 'fix_problems' });
    match(
      JSON.stringify(prompt),
      /Fix the problems of this project\.\\n\\n1\. Call swarm_autofix\./,
    );
  });

  it('say what is wrong in words that lead on', async () => {
    const empty = async (name: string, args = {}) => textOf(await client.call(name, args));
    equal(await empty('swarm_results'), 'There is no run yet; swarm_autofix starts one.');
    equal(
      await empty('swarm_diff', { task: 't01' }),
      'There is no run yet; swarm_autofix starts one.',
    );
    equal(await empty('swarm_undo'), 'There is no merge to take back.');
    equal(await empty('swarm_cancel'), 'No run is going on in this repository.');
    match(await empty('swarm_status'), /^No run is going on\.\nThere is no run yet/);
    equal(
      await empty('swarm_autofix', { agent: 'x' }),
      'There is no agent "x"; there are quickfix, mine, opencode, codex, claude, gemini, qwen, copilot, cline, goose.',
    );
    await project.repository.write('.swarm-autofix.json', '{ "agents": 1 }');
    match(
      await empty('swarm_autofix'),
      /\.swarm-autofix\.json: agents: .*; mend it, or remove the file\.$/,
    );
  });
});

describe('the command line', () => {
  it('starts the same server', async () => {
    const project = await mcpProject(1);
    const program = [join(dirname(serverProgram), 'cli.js'), 'mcp'];
    const place = { folder: project.repository.folder, cache: project.cache, program };
    const args = ['--folder', project.repository.root];
    const client = await StdioClient.start({ ...place, args });
    const answer = await client.call('swarm_autofix');
    match(textOf(answer), /1 of 1 problem fixed and checked/);
    equal(await client.close(), 0);
    deepEqual([client.strays, client.stderr], [[], '']);
    await project.remove();
  });
});

describe('a project that nobody can check', () => {
  it('is told what to do', async () => {
    const repository = await temporaryRepository({ 'a.txt': 'a\n' });
    const place = { folder: repository.root, cache: `${repository.folder}/cache` };
    const client = await StdioClient.start(place);
    const words = /^Nothing here can be checked: .* Name a checker in \.swarm-autofix\.json\.$/;
    match(textOf(await client.call('swarm_autofix')), words);
    match(textOf(await client.call('swarm_status')), /^Run \S+: Nothing here can be checked: /m);
    await client.close();
    await repository.remove();
  });
});

describe('a server in no repository', () => {
  it('starts, and each tool says what to do', async () => {
    const project = await mcpProject(1);
    const place = { folder: project.repository.folder, cache: project.cache };
    const client = await StdioClient.start(place);
    const answer: ToolResult = await client.call('swarm_status');
    equal(answer.isError, true);
    match(
      textOf(answer),
      /^\S+ is in no git repository; start the server in one, or with --folder\.$/,
    );
    equal(answer._meta?.['swarm-autofix/reason'], 'noRepository');
    await client.close();
    const args = ['--folder', project.repository.root];
    const other = await StdioClient.start({ ...place, args });
    equal((await other.call('swarm_status')).isError, undefined);
    await other.close();
    await project.remove();
  });
});
