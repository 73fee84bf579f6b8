import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { agentNamed } from '../../src/core/agents/agentNamed.ts';
import type { AgentSettings } from '../../src/core/protocol/settings.ts';
import type { WrittenAcpAgent } from '../../src/core/protocol/writtenAgent.ts';
import { untilNobodyLives } from './livingProcesses.ts';
import { type FinishedJob, prelude, type RunnerProject } from './runnerProject.ts';
import { openShop, problems, type Shop } from './shopProject.ts';

export interface AcpAttempt {
  /** What it does before it says anything over the protocol. */
  readonly atStart?: string;
  readonly ids?: readonly string[];
  readonly timeoutSeconds?: number;
  readonly written?: Partial<WrittenAcpAgent>;
  readonly signal?: AbortSignal;
}

const program = join(import.meta.dirname, 'scriptedAgentProgram.ts');

/** How often the agents of a job were given something. */
export function attemptsOf({ events }: FinishedJob): number {
  const shape = z.object({ event: z.literal('agent') });
  return events.filter((event) => shape.safeParse(event).success).length;
}

/** The shop, for programs that speak the Agent Client Protocol. */
export class ShopWithAcpAgent {
  readonly project: RunnerProject;
  readonly #shop: Shop;
  #count = 0;

  private constructor(shop: Shop) {
    this.#shop = shop;
    this.project = shop.project;
  }

  static async open(): Promise<ShopWithAcpAgent> {
    return new ShopWithAcpAgent(await openShop());
  }

  /**
   * Gives some problems, or the type error alone, to a program called `agent`. In each turn it does what
   * `body` says: what a `ScriptedTurn` has is at hand as `turn`, and so is what scripts of the shop use.
   * Nothing of what the job has started is left afterwards.
   */
  async attempt(body: string, options: AcpAttempt = {}): Promise<FinishedJob> {
    this.#count += 1;
    const mark = `acp-${process.pid}-${this.#count}`;
    const agents = [await this.#agent(body, mark, options)];
    const { ids = [problems.type], timeoutSeconds = 60, signal } = options;
    const issues = this.#shop.issues.filter(({ id }) => ids.includes(id));
    const job = await this.project.fix({
      ...{ agents, issues, timeoutSeconds },
      ...(signal === undefined ? {} : { signal }),
    });
    await untilNobodyLives(mark);
    return job;
  }

  async #agent(
    body: string,
    mark: string,
    { atStart = '', written }: AcpAttempt,
  ): Promise<AgentSettings> {
    const folder = join(this.project.user.folder, 'agents');
    const script = join(folder, `${mark}.mjs`);
    await mkdir(folder, { recursive: true });
    await writeFile(
      script,
      `${prelude}
      const end = (stopReason) => ({ stopReason });
      const forever = () => new Promise(() => setInterval(() => undefined, 1000));
      ${atStart}
      export const script = async (turn) => {
        ${body}
        return end('end_turn');
      };`,
    );
    return agentNamed('agent', {
      ...{ acp: process.execPath, args: [program, script], confine: 'off', retries: 0 },
      // Where its script is: a confined program sees no temporary files of others.
      ...{ env: { SWARM_MARK: mark }, writable: [folder] },
      ...written,
    });
  }
}
