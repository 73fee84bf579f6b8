import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TemporaryRepository, temporaryRepository } from '../support/temporaryRepository.ts';
import { HttpServerProcess } from './httpClient.ts';
import { type McpProject, mcpProject } from './mcpProject.ts';
import { type Message, type ToolResult, textOf } from './messages.ts';
import { StdioClient } from './stdioClient.ts';

const tooLong = 10 * 1024 * 1024;

describe('abuse', () => {
  let project: McpProject;
  let client: StdioClient;
  let untouched: Map<string, string>;
  let other: TemporaryRepository;

  before(async () => {
    project = await mcpProject(2);
    const { repository } = project;
    other = await temporaryRepository({ 'src/a.txt': 'BAD\n' });
    await repository.write('../outside.txt', 'BAD\n');
    await repository.link('out', '..');
    await repository.link('src/passwd', '/etc/passwd');
    await repository.link('loop', 'loop');
    await repository.link('other', other.root);
    await repository.write('nested/a.txt', 'BAD\n');
    await repository.hand.raw(['init', '-q', 'nested']);
    client = await StdioClient.start(project.place);
    await client.data('swarm_autofix');
    untouched = await project.userState();
  });

  afterEach(async () => {
    deepEqual(await project.userState(), untouched, 'something was changed');
  });

  after(async () => {
    await client.close();
    deepEqual(client.strays, []);
    await other.remove();
    await project.remove();
  });

  async function refusal(name: string, args: Record<string, unknown>): Promise<string> {
    const answer = await client.call(name, args);
    equal(answer.isError, true);
    const text = textOf(answer);
    equal(text.includes('\n'), false, text);
    ok(text.length < 1_100, `${text.length} characters`);
    return text;
  }

  const badPaths: readonly (readonly [path: string, words: RegExp])[] = [
    ['..', /^"\.\." is outside of \S+\.$/],
    ['../outside.txt', /is outside of/],
    ['src/../../outside.txt', /is outside of/],
    ['/etc/passwd', /^"\/etc\/passwd" is outside of/],
    ['/', /is outside of/],
    ['out/outside.txt', /is outside of \S+: a link leads there\.$/],
    ['src/passwd', /a link leads there\.$/],
    ['other/src/a.txt', /a link leads there\.$/],
    ['loop', /^"loop" is a link that leads nowhere\.$/],
    ['nested/a.txt', /^"nested\/a\.txt" belongs to another repository, or to git\.$/],
    ['nested', /belongs to another repository/],
    ['.git/config', /belongs to another repository, or to git\.$/],
    ['nothing.txt', /^"nothing\.txt" is not there; paths are relative to \S+\.$/],
    ['src\0/file1.txt', /is no path\.$/],
    ['x'.repeat(900), /^"x{200}…" is not there/],
  ];

  for (const [path, words] of badPaths) {
    it(`refuses the path ${JSON.stringify(path.slice(0, 40))}`, async () => {
      match(await refusal('swarm_autofix', { paths: [path], merge: 'verified' }), words);
    });
  }

  it('takes an absolute path that leads into the project', async () => {
    const path = project.repository.path('src/file1.txt');
    const { run } = await client.data<{ run: { issues: unknown } }>('swarm_autofix', {
      paths: [path],
    });
    match(JSON.stringify(run.issues), /"found":1,/);
  });

  const unknown: readonly (readonly [name: string, args: object, words: RegExp])[] = [
    [
      'swarm_status',
      { run: '../../..' },
      /^There is no run "\.\.\/\.\.\/\.\."; the latest is \S+\.$/,
    ],
    ['swarm_results', { run: 'x' }, /^There is no run "x"; the latest is/],
    ['swarm_results', { cursor: 'x' }, /^That cursor was not given out by swarm_results/],
    [
      'swarm_diff',
      { task: 't99' },
      /^There is no task t99 in run \S+; swarm_results shows what there is\.$/,
    ],
    ['swarm_diff', { task: 'x/t01' }, /^There is no run x; swarm_status names the latest\.$/],
    ['swarm_diff', { task: '../../../etc/passwd' }, /^There is no run \.\./],
    [
      'swarm_diff',
      { task: 't01', paths: ['../outside.txt'] },
      /^t01 does not change \.\.\/outside\.txt/,
    ],
    ['swarm_merge', { tasks: ['t01', 'nope'] }, /^There is no task nope in run/],
    ['swarm_merge', { tasks: ['t01:../outside.txt'] }, /outside\.txt/],
    ['swarm_merge', { tasks: ['t01'], verified: true }, /^Give tasks, or verified: true/],
    ['swarm_merge', { verified: false }, /^Give tasks, or verified: true/],
    ['swarm_discard', { tasks: ['t01', '../x'] }, /^There is no run \.\.; /],
    ['swarm_cancel', { run: 'x' }, /^No run is going on in this repository\.$/],
    [
      'swarm_undo',
      { merge: '../../heads/main' },
      /"\.\.\/\.\.\/heads\/main" cannot be the name of a merge\.$/,
    ],
    ['swarm_undo', { merge: 'm1' }, /^There is no merge m1 to take back\.$/],
    [
      'swarm_autofix',
      { agent: '$(touch x)' },
      /^There is no agent "\$\(touch x\)"; there are quickfix, mine, opencode, .*goose\.$/,
    ],
    ['swarm_autofix', { max_workers: '4' }, /expected number, received string at max_workers$/],
    ['swarm_autofix', { max_workers: 51 }, /at max_workers$/],
    ['swarm_autofix', { wait_seconds: 1e9 }, /at wait_seconds$/],
    ['swarm_autofix', { issue_types: ['typing', 'no'] }, /at issue_types\[1\]$/],
    ['swarm_autofix', { paths: 'src' }, /expected array, received string at paths$/],
    [
      'swarm_autofix',
      { paths: Array(2_000).fill('src') },
      /more than the maximum of 1000 elements$/,
    ],
    [
      'swarm_autofix',
      { [`x${'y'.repeat(5_000)}`]: 1 },
      /There is no argument xy+…; there are issue_types/,
    ],
    ['swarm_clean', { all: true }, /There is no argument all; it takes none\.$/],
    ['swarm_diff', { task: 'x'.repeat(5_000) }, /at task$/],
    ['rm', {}, /^MCP error -32602: Tool rm not found$/],
    ['constructor', {}, /^MCP error -32602: Tool constructor \w+/],
  ];

  for (const [name, args, words] of unknown) {
    it(`refuses ${name} with ${JSON.stringify(args).slice(0, 60)}`, async () => {
      match(await refusal(name, { ...args }), words);
    });
  }

  for (const [name, isFirst] of [
    ['first', true],
    ['last', false],
  ] as const) {
    it(`refuses 10 MB at once, the id ${name}, and goes on`, async () => {
      const params = { name: 'swarm_diff', arguments: { task: 'x'.repeat(tooLong) } };
      const request = { method: 'tools/call', params };
      const id = `big-${name}`;
      const message = isFirst
        ? { jsonrpc: '2.0', id, ...request }
        : { ...request, jsonrpc: '2.0', id };
      client.write(`${JSON.stringify(message)}\n`);
      const { error } = await client.first((one) => one.id === id);
      equal(error?.message, 'The message is longer than 1 MB; send less at once.');
      match(textOf(await client.call('swarm_status')), /^No run is going on\./);
    });
  }

  it('answers a thousand calls at once, or says that they are too many', async () => {
    const names = ['swarm_status', 'swarm_results', 'swarm_diff', 'swarm_merge', 'swarm_undo'];
    const calls = Array.from({ length: 1_000 }, (_one, index) =>
      client.call(names[index % names.length] ?? '', index % 5 === 2 ? { task: 't01' } : {}),
    );
    const answers = await Promise.all(calls);
    const isRefused = (answer: ToolResult) => /^More than 100 calls at once; /.test(textOf(answer));
    const refused = answers.filter(isRefused);
    ok(refused.length > 800 && refused.length <= 900, `${refused.length} refused`);
    ok(answers.filter(({ isError }) => isError !== true).length >= 60);
    match(textOf(await client.call('swarm_status')), /^No run is going on\./);
  });

  it('answers a thousand requests over HTTP at once, or says that they are too many', async () => {
    const server = await HttpServerProcess.start(project.place);
    const session = await server.begin();
    const body = (id: number): string =>
      JSON.stringify({
        ...{ jsonrpc: '2.0', id, method: 'tools/call' },
        params: { name: 'swarm_results', arguments: {} },
      });
    const outcomes = await Promise.all(
      Array.from({ length: 1_000 }, (_one, index) =>
        server
          .ask({ headers: { 'Mcp-Session-Id': session }, body: body(index + 10) })
          .then(({ status }) => status)
          // More connections than there is room for are not even taken.
          .catch(() => 0),
      ),
    );
    ok(outcomes.every((status) => [0, 200, 503].includes(status)));
    ok(outcomes.filter((status) => status === 200).length >= 64);
    match(textOf(await server.call(session, 'swarm_status')), /^No run is going on\./);
    await server.stop();
  });

  it('goes on when nobody reads what it says about rubbish', async () => {
    const other = await StdioClient.start(project.place);
    other.process.stderr?.destroy();
    for (let times = 0; times < 5; times += 1) {
      other.write('rubbish\n');
      match(textOf(await other.call('swarm_status')), /^No run is going on\./);
    }
    equal(await other.close(), 0);
  });

  it('refuses resources that are not there', async () => {
    const uris = ['swarm://x/t01', 'swarm://x', 'swarm://../..', 'file:///etc/passwd', 'x', ''];
    for (const uri of uris) {
      const id = client.ask('resources/read', { uri });
      const { error }: Message = await client.answerTo(id);
      ok(error !== undefined && !error.message.includes('\n'), `${uri}: ${error?.message}`);
    }
  });
});
