import { join } from 'node:path';
import { agentNamed } from '../../src/core/agents/agentNamed.ts';
import type { Confinement } from '../../src/core/protocol/settings.ts';
import type { FinishedJob } from '../support/runnerProject.ts';
import { openShop, problems, type Shop } from '../support/shopProject.ts';
import type { Brain } from './model/action.ts';
import type { Faults } from './model/fault.ts';
import { type ScriptedModel, startScriptedModel } from './model/scriptedModel.ts';
import type { AgentProgram } from './programs/agentProgram.ts';
import { prepareProgram } from './programs/prepareProgram.ts';

export interface Attempt {
  readonly brain: Brain;
  readonly faults?: Faults;
  readonly confine?: Confinement;
  readonly timeoutSeconds?: number;
}

/** What came of an attempt, and what the model was asked in it. */
export interface AttemptEnd {
  readonly job: FinishedJob;
  /** Those that were about the problem. */
  readonly questions: number;
}

/** A project whose type error is given to a real agent program, as the product starts it. */
export class ShopWithAgent {
  readonly #shop: Shop;
  readonly #program: AgentProgram;
  #model: ScriptedModel | undefined;
  #homes = 0;

  private constructor(shop: Shop, program: AgentProgram) {
    this.#shop = shop;
    this.#program = program;
  }

  static async open(program: AgentProgram): Promise<ShopWithAgent> {
    return new ShopWithAgent(await openShop(), program);
  }

  /** Beside the project, and not the agent's to write to. */
  get folder(): string {
    return this.#shop.project.user.folder;
  }

  async attempt({ brain, faults, confine = 'off', ...limits }: Attempt): Promise<AttemptEnd> {
    const model = await startScriptedModel({ brain, ...(faults === undefined ? {} : { faults }) });
    this.#model = model;
    const job = await this.#fix(model.url, confine, limits.timeoutSeconds ?? 120);
    await model.close();
    return { job, questions: model.requests.filter(({ isOurs }) => isOurs).length };
  }

  async remove(): Promise<void> {
    await this.#model?.close();
    await this.#shop.project.remove();
  }

  async #fix(modelUrl: string, confine: Confinement, timeoutSeconds: number): Promise<FinishedJob> {
    this.#homes += 1;
    const home = join(this.folder, `home${this.#homes}`);
    const { env } = await prepareProgram(this.#program, home, modelUrl);
    const { id } = this.#program;
    const agents = [agentNamed(id, { acp: id, env, confine, writable: [home] })];
    const issues = this.#shop.issues.filter((issue) => issue.id === problems.type);
    return this.#shop.project.fix({ agents, issues, timeoutSeconds });
  }
}
