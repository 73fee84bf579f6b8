import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { silentLogger } from '../../../../src/core/base/logger.ts';
import { examineServer } from '../../../../src/core/clients/mahavishnu/examineServer.ts';
import {
  availabilityOf,
  type ServerHealth,
} from '../../../../src/core/clients/mahavishnu/serverHealth.ts';
import { TerminalBook } from '../../../../src/core/clients/terminalBook.ts';
import { McpSession } from '../../../../src/core/mahavishnu/mcpSession.ts';
import { serverAddress } from '../../../../src/core/mahavishnu/serverAddress.ts';
import { LentTerminals } from '../../../support/lentTerminals.ts';
import {
  contractTools,
  emptyContractTools,
  mockWorkerTools,
  orphanedContractTools,
  strangerWorkerTools,
  workerTools,
} from '../../../support/mahavishnuDoubles.ts';
import { answer, type DoubleTools, McpDouble } from '../../../support/mcpDouble.ts';

const never = new Promise<never>(() => undefined);

describe('the examination of a Mahavishnu server', () => {
  let terminals: LentTerminals;
  let double: McpDouble | undefined;
  let warnings: string[];

  beforeEach(() => {
    warnings = [];
    terminals = new LentTerminals();
  });

  afterEach(async () => {
    await terminals.closeAll();
    await double?.stop();
    double = undefined;
  });

  async function examine(url: string, signal = new AbortController().signal) {
    const session = new McpSession(serverAddress(url, ''));
    const book = new TerminalBook(async () => undefined);
    const limits = { answerMs: 500, probeMs: 1_000 };
    const log = { ...silentLogger, warn: (text: string) => void warnings.push(text) };
    try {
      return { health: await examineServer({ session, book, signal, log, ...limits }), book };
    } finally {
      await session.close();
    }
  }

  async function examineDouble(tools: DoubleTools, name?: string) {
    double = await McpDouble.start(tools, name === undefined ? {} : { name });
    return examine(double.url);
  }

  function reasonOf(health: ServerHealth): string {
    const availability = availabilityOf(health, 'here');
    return availability.available ? availability.detail : availability.reason;
  }

  it('takes contract tools whose command left its file, and closes what it has opened', async () => {
    const { health, book } = await examineDouble(contractTools(terminals));
    equal(health.kind === 'able' && health.tools, 'contract tools');
    match(reasonOf(health), /^version 0\.0\.0 at here, by its contract tools; a command ran in /);
    deepEqual([terminals.alive, book.left], [[], []]);
  });

  for (const shape of ['list', 'object'] as const) {
    it(`takes worker tools whose ids come as ${shape}`, async () => {
      const { health, book } = await examineDouble(workerTools(terminals, shape));
      equal(health.kind === 'able' && health.tools, 'worker tools');
      deepEqual([terminals.alive, book.left], [[], []]);
    });
  }

  it('goes on to worker tools when there is nothing behind the contract tools', async () => {
    const tools = { ...emptyContractTools, ...workerTools(terminals, 'object') };
    const { health } = await examineDouble(tools);
    equal(health.kind === 'able' && health.tools, 'worker tools');
  });

  it('leaves the workers of others alone', async () => {
    terminals.open('theirs');
    await examineDouble({ ...contractTools(terminals), ...workerTools(terminals, 'list') });
    deepEqual(terminals.alive, ['theirs']);
    equal(
      double?.calls.some(({ tool }) => tool === 'worker_close_all'),
      false,
    );
  });

  it('closes what it has asked for, whatever name the server gives in return', async () => {
    terminals.open('theirs');
    const tools = contractTools(terminals);
    const launch = tools['launch_worker']?.inputs ?? [];
    const renamed = () => answer({ worker_id: 'theirs', state: 'ready' });
    const { health, book } = await examineDouble({
      ...tools,
      launch_worker: { inputs: launch, answer: renamed },
    });
    match(reasonOf(health), /launch_worker has named another worker than it was asked for/);
    const ids = double?.calls.map(({ args }) => String(args['worker_id'])) ?? [];
    deepEqual([ids.length, new Set(ids).size, ids.includes('theirs')], [2, 1, false]);
    deepEqual([terminals.alive, book.left], [['theirs'], []]);
  });

  it('takes the first of several workers for its own, and leaves the others alone', async () => {
    const tools = workerTools(terminals, 'object');
    terminals.open('alice-1');
    const worker_spawn = {
      inputs: ['worker_type', 'count'],
      answer() {
        terminals.open('ours');
        return answer({ worker_ids: ['ours', 'alice-1'] });
      },
    };
    const { health } = await examineDouble({ ...tools, worker_spawn });
    equal(health.kind, 'able');
    deepEqual(terminals.alive, ['alice-1']);
    match(warnings.join('\n'), /has given ours, and has named others, .*: alice-1\.$/);
  });

  it('refuses a worker that was there before', async () => {
    terminals.open('worker-1');
    const { health } = await examineDouble({
      ...workerTools(terminals, 'object'),
      worker_spawn: {
        inputs: ['worker_type', 'count'],
        answer: () => answer({ worker_ids: ['worker-1'] }),
      },
      worker_list: { inputs: [], answer: () => answer([{ worker_id: 'worker-1' }]) },
    });
    match(reasonOf(health), /worker_spawn has given worker-1, which was there before/);
    deepEqual(terminals.alive, ['worker-1']);
  });

  it('sends nothing to a terminal but the quoted path of a script', async () => {
    await examineDouble(workerTools(terminals, 'object'));
    const typed = double?.calls.find(({ tool }) => tool === 'worker_execute')?.args['prompt'];
    match(String(typed), /^sh '[^']+\/probe\.sh'\n$/);
  });

  const useless: readonly (readonly [string, DoubleTools, RegExp])[] = [
    ['contract tools that do nothing', emptyContractTools, /its worker tools do nothing/],
    ['contract tools without a manager', orphanedContractTools, /it has no worker manager/],
    ['terminals that are a mock', mockWorkerTools, /nothing ran within 1 s: .* a mock/],
    ['workers that it does not know itself', strangerWorkerTools, /nothing ran within 1 s/],
    ['no worker tools', {}, /it lends no workers/],
  ];
  for (const [what, tools, reason] of useless) {
    it(`says so of a server with ${what}`, async () => {
      const { health, book } = await examineDouble(tools);
      equal(health.kind, 'unable');
      match(reasonOf(health), reason);
      deepEqual(book.left, []);
    });
  }

  it('says so of tools that are called the same and take something else', async () => {
    const { launch_worker: launch, cancel_worker: cancel } = contractTools(terminals);
    const tools = { launch_worker: { ...launch, inputs: ['prompt'] }, cancel_worker: cancel };
    const { health } = await examineDouble(tools as DoubleTools);
    match(reasonOf(health), /it lends no workers/);
  });

  it('says so of a server whose tools never answer', async () => {
    const tools = contractTools(terminals);
    const hanging = { inputs: tools['launch_worker']?.inputs ?? [], answer: () => never };
    const { health } = await examineDouble({ ...tools, launch_worker: hanging });
    equal(health.kind, 'unable');
    match(reasonOf(health), /its tools did not answer within 1 s/);
  });

  it('ends at once when nobody wants to know any more', async () => {
    const stop = new AbortController();
    const tools = contractTools(terminals);
    double = await McpDouble.start({
      ...tools,
      launch_worker: {
        inputs: tools['launch_worker']?.inputs ?? [],
        answer() {
          stop.abort();
          return never;
        },
      },
    });
    await rejects(examine(double.url, stop.signal), /cancel/i);
  });

  it('knows an MCP server that is another one', async () => {
    const { health } = await examineDouble(contractTools(terminals), 'Calculator');
    equal(health.kind, 'stranger');
    match(reasonOf(health), /it is "Calculator", not Mahavishnu/);
    deepEqual(double?.calls, []);
  });

  it('says that nobody answers where nobody listens', async () => {
    double = await McpDouble.start({});
    const { url } = double;
    await double.stop();
    double = undefined;
    const { health } = await examine(url);
    equal(health.kind, 'unreachable');
    match(reasonOf(health), /^nobody answers at here \(ECONNREFUSED\)$/);
  });

  const strange: readonly (readonly [string, (response: ServerResponse) => void, RegExp])[] = [
    ...[404, 421, 429, 500].map(
      (status) =>
        [
          `answers ${status}`,
          (response: ServerResponse) => void response.writeHead(status).end('no'),
          // Node's own client tries 421 a second time, and stumbles over that.
          new RegExp(`answers ${status} instead of speaking MCP|does not speak MCP`),
        ] as const,
    ),
    [
      'answers with a page',
      (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      /instead of speaking MCP|does not speak MCP/,
    ],
    [
      'answers with half a document',
      (response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":'),
      /does not speak MCP/,
    ],
    ['hangs up', (response) => void response.destroy(), /nobody answers|does not speak MCP/],
    ['never answers', () => undefined, /does not speak MCP: .*timed out/i],
  ];
  for (const [what, respond, reason] of strange) {
    it(`tells what is wrong with a server that ${what}`, async () => {
      const server = createServer((_request, response) => respond(response));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      try {
        const { health } = await examine(`http://127.0.0.1:${port}/mcp`);
        equal(availabilityOf(health, 'here').available, false);
        match(reasonOf(health), reason);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });
  }
});
