import { parseArgs } from 'node:util';
import { startCodeServer } from '../test/host/codeServer.ts';
import { packagedExtension } from '../test/host/packagedExtension.ts';
import { provisionServer } from '../test/host/provision.ts';
import { runProgram } from '../test/host/runProgram.ts';
import { scratchFolder } from '../test/host/scratchFolder.ts';
import { isTheme, type Theme, themes, userSettings } from '../test/host/userSettings.ts';
import { windowUrl } from '../test/host/workspace.ts';
import { openInventory } from '../test/host/workspaces.ts';

/** Opens the extension in VS Code for a person: in their browser, on a copy of the example project. */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    theme: { type: 'string', default: 'light' },
  },
});

async function start(theme: Theme): Promise<boolean> {
  const host = await provisionServer();
  const scratch = await scratchFolder('start');
  const [vsix, workspace] = await Promise.all([packagedExtension(), openInventory(scratch.path)]);
  const server = await startCodeServer(host, {
    name: 'start',
    settings: userSettings({ theme }),
    packages: [vsix],
    port: Number(values.port),
  });

  console.log(`
Open this in a browser:

    ${windowUrl(server, workspace)}

It has a copy of examples/inventory open, ${workspace.path}.
Ctrl+C ends it and removes the copy.`);
  await server.ended;
  console.error(`The server has ended; its log is ${server.logPath}`);
  return false;
}

const { theme } = values;
if (!isTheme(theme)) {
  console.error(`--theme is one of ${Object.keys(themes).join(', ')}`);
  process.exit(2);
}
await runProgram(() => start(theme));
