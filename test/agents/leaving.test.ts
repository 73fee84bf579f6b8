import { deepEqual, equal, match } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSandbox } from '../../src/core/confinement/findSandbox.ts';
import { say } from '../host/progress.ts';
import { CliWithAgent } from './cliWithAgent.ts';
import { markedFiles, mendMark } from './markedFiles.ts';
import type { Action } from './model/action.ts';
import { programUnderTest } from './programUnderTest.ts';

const program = programUnderTest();

/** Modes in which programs do not ask before they act. */
const freeModes: Readonly<Record<string, string>> = {
  qwen: 'yolo',
  gemini: 'yolo',
  claude: 'acceptEdits',
};

describe(`Leaving the worktree, with ${program.package} ${program.version}`, () => {
  let project: CliWithAgent;
  let tries: Action[];

  before(async function () {
    const { sandbox, ...why } = await findSandbox();
    if (sandbox !== undefined) return;
    say(`NOT TESTED: confining ${program.id}: ${'reason' in why ? why.reason : ''}`);
    this.skip();
  });

  beforeEach(() => {
    tries = [];
  });

  afterEach(() => project.remove());

  async function attempt(mode?: string): Promise<readonly string[]> {
    project = await CliWithAgent.open({
      program,
      ...markedFiles(1),
      brain: (conversation) => {
        const next = tries[conversation.results.length];
        return (
          next ?? mendMark({ ...conversation, results: conversation.results.slice(tries.length) })
        );
      },
      agent: {
        confine: 'required',
        ...(mode === undefined ? {} : { mode }),
      },
    });
    const { folder, root, home } = project;
    const temporary = `/tmp/swarm-leaked-${randomUUID()}`;
    const places = [
      join(root, 'leaked.txt'),
      join(folder, 'leaked.txt'),
      temporary,
      join(root, '.git/leaked.txt'),
      'way-out/leaked.txt',
    ];
    tries.push({ kind: 'shell', command: `ln -s ${folder} way-out` });
    for (const place of places) {
      tries.push({ kind: 'shell', command: `echo leaked > ${place}` });
      tries.push({ kind: 'write', path: place, text: 'leaked' });
    }
    tries.push({ kind: 'shell', command: 'echo leaked > .git' });
    tries.push({ kind: 'shell', command: `echo leaked >> ${join(root, '.git/config')}` });
    tries.push({ kind: 'shell', command: `echo GOOD > ${join(root, 'src/file1.txt')}` });
    const config = await readFile(join(root, '.git/config'), 'utf8');
    const { report } = await project.fix('--timeout', '120');
    for (const place of places.slice(0, 4)) equal(existsSync(place), false, place);
    equal(existsSync(join(home, 'leaked.txt')), false);
    equal(await readFile(join(root, '.git/config'), 'utf8'), config);
    equal(await readFile(join(root, 'src/file1.txt'), 'utf8'), 'first 1\nBAD\nlast 1\n');
    const errors = report.tasks.flatMap((task) => task.errors).join('\n');
    match(errors, new RegExp(`^${program.id}: (was refused to|ran without asking|tried to)`, 'm'));
    match(errors, /leaked/);
    return report.tasks.map(({ state }) => state);
  }

  it('is refused, or comes to nothing, and is told', async () => {
    const [state = ''] = await attempt();
    match(state, /^(ready|failed)$/);
  });

  // A program without one is in such a mode, or always asks.
  const mode = freeModes[program.id];
  if (mode === undefined) return;

  it('comes to nothing in a mode in which nobody is asked', async () => {
    deepEqual(await attempt(mode), ['ready']);
  });
});
