import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { serverProgram } from './stdioClient.ts';

/**
 * A client in a process of its own, which a test can kill: it starts a server and a run, says so, and
 * reads nothing any more.
 */
const [program = '', folder = ''] = process.argv.slice(2);
const words = program === 'cli.js' ? ['mcp'] : [];
const path = join(dirname(serverProgram), program);
const args = [path, ...words, '--folder', folder, '--mahavishnu', 'off'];
const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });

function send(message: object): void {
  server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

const clientInfo = { name: 'a test', version: '1' };
const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
send({ id: 1, method: 'initialize', params });
send({ method: 'notifications/initialized' });
const _meta = { progressToken: 1 };
send({ id: 2, method: 'tools/call', params: { name: 'swarm_autofix', arguments: {}, _meta } });
server.stdout.once('data', () => process.stdout.write('started\n'));
