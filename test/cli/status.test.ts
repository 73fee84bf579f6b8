import { match } from 'node:assert/strict';
import { join } from 'node:path';
import { runProcess } from '../../src/core/base/runProcess.ts';
import { LentTerminals } from '../support/lentTerminals.ts';
import { contractTools } from '../support/mahavishnuDoubles.ts';
import { type MarkerProject, markerProject } from '../support/markerProject.ts';
import { McpDouble } from '../support/mcpDouble.ts';

const program = join(import.meta.dirname, '../../dist/cli.js');

/** The machine's own Node, which may be the oldest that is supported; tests run on a newer one. */
const machinesNode = process.env['npm_node_execpath'] ?? process.execPath;

describe('swarm status', () => {
  const terminals = new LentTerminals();
  let project: MarkerProject;
  let double: McpDouble;

  before(async () => {
    project = await markerProject(1);
    double = await McpDouble.start(contractTools(terminals));
  });

  after(async () => {
    await double.stop();
    await terminals.closeAll();
    await project.remove();
  });

  for (const node of new Set([process.execPath, machinesNode])) {
    it(`says what a server can do, and ends, under ${node === process.execPath ? 'this Node' : "the machine's Node"}`, async () => {
      const { stdout, stderr, timedOut } = await runProcess({
        command: node,
        args: [program, 'swarm', 'status', '--mahavishnu', double.url],
        cwd: project.repository.root,
        env: { SWARM_CACHE: project.cache },
        timeoutMs: 20_000,
      });
      const text = stdout.toString().replaceAll(/\s+/g, ' ');
      match(text, /mahavishnu: ready, version 0\.0\.0 at .* a command ran/, stderr);
      if (timedOut) throw new Error('it did not end by itself');
    });
  }
});
