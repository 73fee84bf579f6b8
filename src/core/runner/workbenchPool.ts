import { listFiles } from '../git/listFiles.ts';
import type { JobContext } from './jobContext.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

interface KeptBench {
  readonly key: string;
  readonly bench: Workbench;
}

/** Keeps the tools of the last worktree, as long as the next job asks for the same ones. */
export class WorkbenchPool {
  #kept: KeptBench | undefined;

  async take(root: string, context: JobContext): Promise<Workbench> {
    const { file, run, repository } = context;
    const key = JSON.stringify([root, file.checkers, file.knownSources]);
    if (this.#kept?.key === key) return this.#kept.bench;
    await this.dispose();
    const bench = await createWorkbench({
      root,
      settings: file.checkers,
      knownSources: file.knownSources,
      run,
      listFiles: () => listFiles(repository.git.at(root)),
    });
    this.#kept = { key, bench };
    for (const text of bench.notes) context.emit({ event: 'note', text });
    return bench;
  }

  async dispose(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    await kept?.bench.dispose();
  }
}
