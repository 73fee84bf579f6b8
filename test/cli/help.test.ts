import { deepEqual, equal } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../dist/cli.js');

function help(...command: string[]): string {
  const env = { ...process.env, COLUMNS: '80', NO_COLOR: '1' };
  const args = [program, ...command, '--help'];
  return execFileSync(process.execPath, args, { encoding: 'utf8', env });
}

describe('help', () => {
  const commands = [...help().matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);

  it('has every command', () => {
    equal(commands.length > 10, true);
  });

  for (const command of [[], ...commands.map((name) => [name]), ['swarm', 'status']]) {
    it(`fits into 80 columns: ${command.join(' ') || 'the whole'}`, () => {
      const long = help(...command)
        .split('\n')
        .filter((line) => line.length > 80);
      deepEqual(long, []);
    });
  }
});
