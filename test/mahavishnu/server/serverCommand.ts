import { join } from 'node:path';
import { pythonFolder } from '../install/folders.ts';
import type { InstalledRelease } from '../install/installRelease.ts';
import type { Launch } from '../releases.ts';

const programs: Readonly<Record<Launch, (folder: string, port: string) => readonly string[]>> = {
  stock: (folder, port) => [
    join(folder, 'bin/mahavishnu'),
    ...['mcp', 'start', '--host', '127.0.0.1', '--port', port],
  ],
  repaired: (folder, port) => [join(folder, 'bin/python'), join(pythonFolder, 'repaired.py'), port],
};

/** What it needs to start, and what keeps it from asking the network. */
const settings: Readonly<Record<string, string>> = {
  MAHAVISHNU_TOOL_PROFILE: 'standard',
  MAHAVISHNU_TERMINAL__ADAPTER_PREFERENCE: 'tmux',
  MAHAVISHNU_TERMINAL__ENABLED: 'false',
  MAHAVISHNU_ADAPTERS__PREFECT_ENABLED: 'false',
  MAHAVISHNU_ADAPTERS__LLAMAINDEX_ENABLED: 'false',
  MAHAVISHNU_ADAPTERS__AGNO_ENABLED: 'false',
  MAHAVISHNU_OBSERVABILITY__TRACING_ENABLED: 'false',
  MAHAVISHNU_OBSERVABILITY__METRICS_ENABLED: 'false',
  MAHAVISHNU_DHARA_STATE__ENABLED: 'false',
  MAHAVISHNU_HEALTH__ENABLED: 'false',
  OTEL_SDK_DISABLED: 'true',
  FASTMCP_CHECK_FOR_UPDATES: 'off',
  FASTMCP_SHOW_SERVER_BANNER: 'false',
};

/**
 * The words that start a server with nothing in its environment but what it needs.
 * @param home holds all that it keeps, and is where it starts.
 */
export function serverCommand(
  { place, folder }: InstalledRelease,
  launch: Launch,
  home: string,
  port: number,
): readonly string[] {
  const environment = {
    HOME: home,
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    XDG_RUNTIME_DIR: join(home, 'run'),
    PYTHONPATH: pythonFolder,
    PYTHONDONTWRITEBYTECODE: '1',
    ...settings,
  };
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const program = programs[launch](folder, String(port));
  return place.command(['/usr/bin/env', '-C', home, '-i', ...variables, ...program]);
}
