import { AgentCoordinator, type LadderStep } from '../agents/agentCoordinator.ts';
import type { AskHost } from '../agents/host/hostAgent.ts';
import type { NoteWorker } from '../agents/mahavishnuAgent.ts';
import { EditorFixer } from '../agents/quickFix/editor/editorFixer.ts';
import { readEditorOffers } from '../agents/quickFix/editor/editorOffers.ts';
import type { FileTexts, Workpiece } from '../agents/workpiece.ts';
import type { FixJob } from '../protocol/taskFile.ts';
import { HostDesk } from './hostDesk.ts';
import type { JobContext } from './jobContext.ts';
import type { Workbench } from './workbench.ts';

export interface LadderPlace {
  readonly job: FixJob;
  readonly bench: Workbench;
  readonly workpiece: Workpiece;
  /** As they were before anybody did anything. */
  readonly texts: FileTexts;
}

/** The agents of a job, each with what it works with. */
export async function planLadder(
  context: JobContext,
  { job, bench, workpiece, texts }: LadderPlace,
): Promise<LadderStep[]> {
  const { editorFixes: fixes = [], task } = job;
  const request = { fixes, issues: task.issues, root: workpiece.root, texts };
  const { candidates, notes } = await readEditorOffers(request);
  for (const note of notes) context.folder.appendLog(`[editor] ${note}`);
  const { run, start, file, serverToken, emit } = context;
  const desk = new HostDesk(context);
  const noteWorker: NoteWorker = (server, id, state) => emit({ event: 'lent', server, id, state });
  const askHost: AskHost = (question, signal) => desk.ask(question, signal);
  const editor = new EditorFixer(candidates, texts, workpiece);
  const parts = { editor, run, start, askHost, file, serverToken, noteWorker };
  return new AgentCoordinator({ ...parts, fixers: bench.fixers }).ladder(job.agents);
}
