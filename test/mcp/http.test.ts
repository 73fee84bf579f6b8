import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { HttpServerProcess, messagesOf, token } from './httpClient.ts';
import { type McpProject, mcpProject } from './mcpProject.ts';
import { textOf } from './messages.ts';
import { serverProgram } from './stdioClient.ts';

describe('the server over HTTP', () => {
  let project: McpProject;
  let server: HttpServerProcess;

  before(async () => {
    project = await mcpProject(2);
    server = await HttpServerProcess.start(project.place);
  });

  after(async () => {
    equal(await server.stop(), 0);
    await project.remove();
  });

  it('prints its address, and a token of its own unless it was given one', async () => {
    match(server.stderr, /its token is that of SWARM_MCP_TOKEN/);
    equal(server.stderr.includes(token), false);
    const other = await HttpServerProcess.start(project.place, '');
    const printed = /its token, shown only now: (\S+)/.exec(other.stderr)?.[1] ?? '';
    ok(printed.length >= 40);
    const ask = (text: string) => other.ask({ body: '{}', headers: { Authorization: text } });
    equal((await ask(`Bearer ${printed}`)).status, 400);
    equal((await ask(`Bearer ${token}`)).status, 401);
    await other.stop();
  });

  const refused = [
    ['no token', { Authorization: '' }, 401, /^Send the token that the server has printed/],
    ['a wrong token', { Authorization: 'Bearer no' }, 401, /^Send the token/],
    ['a foreign Host', { Host: 'evil.example:80' }, 403, /^This server is called 127\.0\.0\.1:\d+/],
    ['a loopback Host of another port', { Host: '127.0.0.1:1' }, 403, /^This server is called/],
    ['a foreign Origin', { Origin: 'https://evil.example' }, 403, /^Pages of other machines/],
    ['an Origin that is none', { Origin: 'null' }, 403, /^Pages of other machines/],
    ['an unknown session', { 'Mcp-Session-Id': 'x' }, 404, /^There is no such session/],
  ] as const;

  for (const [what, headers, status, words] of refused) {
    it(`refuses ${what} in one line`, async () => {
      const answer = await server.ask({ headers, body: '{}' });
      equal(answer.status, status);
      match(messagesOf(answer)[0]?.error?.message ?? '', words);
      equal(answer.headers['www-authenticate'], status === 401 ? 'Bearer' : undefined);
    });
  }

  it('lets in who comes by another name of this machine', async () => {
    const headers = { Host: `localhost:${server.port}`, Origin: 'http://localhost:3000' };
    equal((await server.ask({ headers, body: '{}' })).status, 400);
  });

  it('has nothing elsewhere', async () => {
    equal((await server.ask({ path: '/', body: '{}' })).status, 404);
    equal((await server.ask({ path: '/mcp/../x', body: '{}' })).status, 404);
  });

  it('takes no more than 1 MB at once', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024, 'x');
    const answer = await server.ask({ body }).catch((error: Error) => error.message);
    // Who does not stop sending may find the line cut before the answer is read.
    if (typeof answer === 'string') match(answer, /EPIPE|ECONNRESET/);
    else equal(answer.status, 413);
    const small = await server.ask({ body: Buffer.alloc(1024 * 1024 + 1, 'x') });
    equal(small.status, 413);
    match(messagesOf(small)[0]?.error?.message ?? '', /must not exceed 1048576 bytes/);
  });

  it('keeps sessions apart, ends them when asked, and makes room for new ones', async () => {
    const session = await server.begin();
    match(textOf(await server.call(session, 'swarm_status')), /^No run is going on\./);
    const headers = { 'Mcp-Session-Id': session };
    equal((await server.ask({ method: 'DELETE', headers })).status, 200);
    equal((await server.ask({ headers, body: '{}' })).status, 404);
    const sessions: string[] = [];
    for (let count = 0; count < 20; count += 1) sessions.push(await server.begin());
    equal(new Set(sessions).size, 20);
    const answers = await Promise.all(
      sessions.map((id) => server.ask({ headers: { 'Mcp-Session-Id': id }, body: '{}' })),
    );
    deepEqual(
      answers.map(({ status }) => status),
      [...Array(4).fill(404), ...Array(16).fill(400)],
    );
  });

  it('refuses one session more than there is room for', async () => {
    const other = await HttpServerProcess.start(project.place);
    const streams = [];
    for (let count = 0; count < 16; count += 1) {
      const headers = {
        Authorization: `Bearer ${token}`,
        Accept: 'text/event-stream',
        'Mcp-Session-Id': await other.begin(),
      };
      const stream = request({ host: '127.0.0.1', port: other.port, path: '/mcp', headers });
      stream.on('error', () => undefined).end();
      await new Promise((done) => stream.once('response', done));
      streams.push(stream);
    }
    const answer = await other.ask({ body: '{}' });
    equal(answer.status, 503);
    match(answer.body, /16 sessions are in use; try again when one of them is idle\./);
    await other.stop();
    for (const stream of streams) stream.destroy();
  });

  it('runs, and tells one session what another one has started', async () => {
    const [one, other] = [await server.begin(), await server.begin()];
    notEqual(one, other);
    const answer = await server.call(one, 'swarm_autofix');
    match(textOf(answer), /2 of 2 problems fixed and checked/);
    match(textOf(await server.call(other, 'swarm_status')), /2 tasks: 2 verified\./);
  });

  it('goes on with a run when the session that has started it ends', async () => {
    const [one, other] = [await server.begin(), await server.begin()];
    const call = server.call(one, 'swarm_autofix').catch((error: Error) => error.message);
    let status: string;
    do status = textOf(await server.call(other, 'swarm_status'));
    while (!status.includes('is going on: 2 problems'));
    await server.ask({ method: 'DELETE', headers: { 'Mcp-Session-Id': one } });
    await call;
    const end = await server.call(other, 'swarm_status', { wait_seconds: 60 });
    match(textOf(end), /2 of 2 problems fixed and checked/);
  });

  it('says in one line that a port is taken', async () => {
    const args = [serverProgram, '--http', String(server.port)];
    const text = await new Promise<string>((done) => {
      execFile(process.execPath, args, (_error, _stdout, stderr) => done(stderr));
    });
    equal(
      text,
      `swarm-autofix: Port ${server.port} cannot be had (somebody else listens there); take another one, or 0 for any that is free.\n`,
    );
  });

  it('ends the stream of a call that is cancelled', async () => {
    const headers = { 'Mcp-Session-Id': await server.begin() };
    const send = (message: object) =>
      server.ask({ headers, body: JSON.stringify({ jsonrpc: '2.0', ...message }) });
    const params = { name: 'swarm_autofix', arguments: { max_workers: 1 } };
    const call = send({ id: 'long', method: 'tools/call', params });
    const cancelled = { method: 'notifications/cancelled', params: { requestId: 'long' } };
    equal((await send(cancelled)).status, 202);
    deepEqual(messagesOf(await call), []);
  });
});
