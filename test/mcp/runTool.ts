import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const packages = resolve(import.meta.dirname, '../../node_modules/@modelcontextprotocol');

const programs = {
  conformance: 'conformance/dist/index.js',
  inspector: 'inspector/clients/launcher/build/index.js',
} as const;

export interface ToolOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the protocol's own tools to its end. */
export function runTool(
  tool: keyof typeof programs,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ToolOutput> {
  const words = [`${packages}/${programs[tool]}`, ...args];
  const options = { env: { ...process.env, ...env, NO_COLOR: '1' }, maxBuffer: 32 * 1024 * 1024 };
  return new Promise((done) => {
    execFile(process.execPath, words, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      done({ exitCode: typeof code === 'number' ? code : 1, stdout, stderr });
    });
  });
}
