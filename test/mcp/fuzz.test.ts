import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { Agent } from 'node:http';
import { HttpServerProcess } from './httpClient.ts';
import { malformedMessages } from './malformedMessages.ts';
import { type McpProject, mcpProject } from './mcpProject.ts';
import { textOf } from './messages.ts';
import { StdioClient } from './stdioClient.ts';

const messages = malformedMessages(10_000, Number(process.env['SWARM_SEED'] ?? 11));

describe('10,000 malformed messages', () => {
  let project: McpProject;

  beforeEach(async () => {
    project = await mcpProject(1);
  });

  afterEach(() => project.remove());

  it('leave a server on standard input answering, and nothing changed', async () => {
    const before = await project.userState();
    const client = await StdioClient.start(project.place);
    for (const message of messages) client.write(`${message}\n`);
    let answer: string;
    do answer = textOf(await client.call('swarm_status'));
    while (answer.startsWith('More than 100 calls at once'));
    match(answer, /^No run is going on\./);
    deepEqual(client.strays, []);
    // What cannot be understood is said ten times for each kind of it, not ten thousand times.
    ok(client.stderr.split('\n').length < 50, client.stderr);
    equal(await client.close(), 0);
    deepEqual(await project.userState(), before);
  });

  it('leave a server over HTTP answering, and nothing changed', async () => {
    const before = await project.userState();
    const server = await HttpServerProcess.start(project.place);
    const session = await server.begin();
    const statuses = new Map<number, number>();
    const agent = new Agent({ keepAlive: true });
    // One after the other: what two requests of one name and one session are to get, nobody knows.
    for (const [index, body] of messages.entries()) {
      const headers: Record<string, string> = index % 10 === 0 ? {} : { 'Mcp-Session-Id': session };
      const { status } = await server.ask({ headers, body: Buffer.from(body), agent });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    deepEqual(
      [...statuses.keys()].filter((status) => status >= 500),
      [],
    );
    agent.destroy();
    match(textOf(await server.call(session, 'swarm_status')), /^No run is going on\./);
    equal(await server.stop(), 0);
    deepEqual(await project.userState(), before);
  });
});
