import { delimiter, dirname } from 'node:path';

/** What npm tells the scripts that it runs: a program that they start must not take it for its own. */
const fromNpm = /^(npm_(package|lifecycle)_|npm_config_(user_agent|local_prefix)$|INIT_CWD$|NODE$)/;

/** This process's environment without what npm added, and with one Node before all others. */
export function environmentWith(node: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !fromNpm.test(name));
  const environment: Record<string, string> = {};
  for (const [name, value] of kept) if (value !== undefined) environment[name] = value;
  environment['PATH'] = [dirname(node), process.env['PATH']].join(delimiter);
  return environment;
}
