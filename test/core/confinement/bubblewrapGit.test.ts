import { deepEqual, equal } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { bubblewrapOrSkip, type Ground, layOutGround } from './ground.ts';

describe('git under bubblewrap, in a linked worktree', () => {
  let ground: Ground;

  before(async function () {
    ground = await layOutGround(await bubblewrapOrSkip(this));
  });

  after(() => ground?.repository.remove());

  for (const variables of ['', 'GIT_OPTIONAL_LOCKS=0 ']) {
    it(`tells what has been changed${variables === '' ? '' : ', told to take no locks'}`, async () => {
      const script = `echo 'let a;' > src/a.ts; ${variables}git status --porcelain; ${variables}git diff --stat`;
      const { exitCode, stdout, stderr } = await ground.confined(script);
      deepEqual([exitCode, stderr], [0, '']);
      deepEqual(stdout.toString().split('\n').slice(0, 2), [' M src/a.ts', ' src/a.ts | 2 +-']);
    });
  }

  const forbidden = [
    'git -c user.name=A -c user.email=a@b commit -qam mine',
    'git add src/a.ts',
    'git config swarm.was here',
    'git config --worktree swarm.was here',
    'HOME="$PWD/../../outside" git config --global swarm.was here',
    'git branch mine',
    'git update-ref refs/swarm/mine HEAD',
    'git tag mine',
    'git -c user.name=A -c user.email=a@b stash',
    'git worktree add ../other',
    'echo "ref: refs/heads/mine" > "$(git rev-parse --git-dir)/HEAD"',
    'echo x > "$(git rev-parse --git-common-dir)/refs/heads/mine"',
    'echo x > "$(git rev-parse --git-common-dir)/hooks-are-run"',
    'git hash-object -w src/a.ts',
  ];

  for (const command of forbidden) {
    it(`is refused: ${command}`, async () => {
      const everything = async (): Promise<string[]> => [
        await ground.repository.hand.raw(['for-each-ref']),
        await ground.repository.hand.raw(['count-objects']),
        await readFile(ground.repository.path('.git/config'), 'utf8'),
      ];
      const before = await everything();
      const { exitCode } = await ground.confined(`echo 'let a;' > src/a.ts; ${command}`);
      equal(exitCode === 0, false);
      deepEqual(await everything(), before);
    });
  }
});
