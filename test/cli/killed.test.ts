import { deepEqual, equal, match } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type LivingProcess, processesOf, untilNobodyLives } from '../support/livingProcesses.ts';
import { hashesBelow, type MarkerProject, markerProject } from '../support/markerProject.ts';
import { seededRandom } from '../support/seededRandom.ts';

/** So often something is killed; the whole of it takes a few seconds each time. */
const rounds = Number(process.env['SWARM_KILLS'] ?? 6);
const files = 8;

const victims = {
  manager: ({ commandLine }: LivingProcess) => / run --ai-fix /.test(commandLine),
  runner: ({ commandLine }: LivingProcess) => / worker --stdin/.test(commandLine),
  git: ({ commandLine }: LivingProcess) => /^git /.test(commandLine),
} as const;

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()));
}

/** Waits for one of them to appear, and kills it. False when the run was over before. */
async function killOne(mark: string, victim: keyof typeof victims, isOver: () => boolean) {
  while (!isOver()) {
    const found = processesOf(mark).find(victims[victim]);
    if (found !== undefined) {
      try {
        process.kill(found.pid, 'SIGKILL');
        return true;
      } catch {
        // It ended by itself in between; the next one will do.
      }
    }
    await delay(2);
  }
  return false;
}

const isSupported = process.platform === 'linux';

(isSupported ? describe : describe.skip)('kill -9 at any moment', function () {
  this.timeout(rounds * 60_000);
  const random = seededRandom(Number(process.env['SWARM_SEED'] ?? 7));
  let project: MarkerProject;

  afterEach(() => project.remove());

  for (let round = 1; round <= rounds; round += 1) {
    const victim = (['manager', 'runner', 'git'] as const)[round % 3] ?? 'manager';
    const waitMs = Math.floor(random() * 2500);
    it(`${round}: of a ${victim} after ${waitMs} ms loses nothing that had finished`, async () => {
      const mark = `${process.pid}-${round}`;
      project = await markerProject(files, { SWARM_MARK: mark });
      await project.repository.write('src/file1.txt', 'first 1\nBAD\nlast 1\nuncommitted\n');
      await project.repository.write('untracked.txt', 'mine\n');
      const ours = ['.git/objects', '.git/refs/swarm', '.git/swarm-autofix', '.git/worktrees'];
      const before = await hashesBelow(project.repository.root, ours);
      const child = project.start(...project.runOptions('sleep 0.3'));
      let isOver = false;
      const over = ended(child).then(() => {
        isOver = true;
      });
      await Promise.race([delay(waitMs), over]);
      await killOne(mark, victim, () => isOver);
      await over;
      await untilNobodyLives(mark);
      deepEqual(await hashesBelow(project.repository.root, ours), before);

      const finished = readFinishedTasks(project);
      const list = await project.cli('list', '--json');
      equal(list.exitCode, 0, list.stderr);
      const { runs } = JSON.parse(list.stdout) as { runs: { tasks: ListedTask[] }[] };
      const tasks = runs.flatMap((run) => run.tasks);
      for (const taskId of finished) {
        equal(tasks.find((task) => task.taskId === taskId)?.state, 'ready', taskId);
      }
      deepEqual(
        tasks.filter((task) => /queued|running|verifying/.test(task.state)),
        [],
      );
      const merge = await project.cli('merge', '--verified');
      equal(merge.exitCode, 0, merge.stderr);
      for (const { state, filePaths } of tasks) {
        if (state !== 'ready') continue;
        for (const file of filePaths) match(await project.repository.read(file), /GOOD/);
      }
      match(await project.repository.read('src/file1.txt'), /uncommitted/);
      equal(await project.repository.read('untracked.txt'), 'mine\n');
      const again = await project.cli(...project.runOptions(), '--json');
      equal(again.exitCode, 0, again.stderr);
      equal((await project.cli('clean', '--all')).exitCode, 0);
      equal((await project.repository.hand.raw('worktree', 'list')).trim().split('\n').length, 1);
      deepEqual(leftLocks(project), []);
    });
  }
});

interface ListedTask {
  readonly taskId: string;
  readonly state: string;
  readonly filePaths: readonly string[];
}

/** Tasks whose `result.json` is there and says that something was committed. */
function readFinishedTasks(project: MarkerProject): string[] {
  const runs = project.repository.path('.git/swarm-autofix/runs');
  return listFolder(runs).flatMap((run) =>
    listFolder(`${runs}/${run}/tasks`).filter((task) => {
      try {
        const text = readFileSync(`${runs}/${run}/tasks/${task}/result.json`, 'utf8');
        const result = JSON.parse(text) as { parts: { result: { commit: string | null } }[] };
        return result.parts.some((part) => part.result.commit !== null);
      } catch {
        return false; // There is none: it had not finished.
      }
    }),
  );
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function leftLocks(project: MarkerProject): string[] {
  const entries = readdirSync(project.repository.path('.git'), { recursive: true });
  return entries.map(String).filter((name) => name.endsWith('.lock'));
}
