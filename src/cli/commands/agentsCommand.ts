import type { Command } from 'commander';
import { surveyAgents } from '../../core/agentSurvey.ts';
import { runProcess } from '../../core/base/runProcess.ts';
import { readProjectSettings } from '../../core/projectSettings.ts';
import type { CliContext } from '../cliContext.ts';
import { formatAgents, type TriedAgent } from '../output/agentText.ts';
import { withInterrupt } from '../withInterrupt.ts';

interface AgentsOptions {
  readonly try?: boolean;
  readonly forget?: boolean;
  readonly json?: boolean;
}

const help = `
Any of them can be named with "run --ai-fix --agent quickfix,NAME".`;

async function tryAll(agents: readonly TriedAgent[], signal: AbortSignal): Promise<TriedAgent[]> {
  const { tryAgent } = await import('../../core/agents/acp/tryAgent.ts');
  const tried: TriedAgent[] = [];
  // One after the other: some take half a gigabyte.
  for (const agent of agents) {
    const { settings, lack } = agent;
    const canTry = settings.kind === 'acp' && lack === undefined;
    tried.push(canTry ? { ...agent, fault: await tryAgent(settings, signal) } : agent);
  }
  return tried;
}

function documentOf(agents: readonly TriedAgent[]): unknown {
  return {
    schemaVersion: 1,
    agents: agents.map(({ id, name, version, hold, lack, fault }) => ({
      ...{
        id,
        name,
        version,
        lack: lack ?? null,
        confinedBy: hold.kind === 'confined' ? hold.by : null,
      },
      ...(fault === undefined ? {} : { ready: fault === '', fault }),
    })),
  };
}

export function addAgentsCommand(program: Command, context: CliContext): void {
  program
    .command('agents')
    .description('which agents are installed here, and what is missing')
    .option('--try', 'start each, and see whether it is signed in')
    .option('--forget', 'forget how agents have done in this repository')
    .option('--json', 'one JSON document')
    .addHelpText('after', help)
    .action(async (options: AgentsOptions) => {
      const { output } = context;
      const swarm = await context.openSwarm();
      if (options.forget) {
        await swarm.trackRecord.clear();
        output.print('Forgot how agents have done in this repository.');
        return;
      }
      const { workingTree } = swarm.repository;
      const own = (await readProjectSettings(workingTree)).agents;
      const found = await surveyAgents(own, runProcess, workingTree);
      const agents = options.try ? await withInterrupt((signal) => tryAll(found, signal)) : found;
      if (options.json) output.print(JSON.stringify(documentOf(agents), undefined, 2));
      else for (const line of formatAgents(agents, output)) output.print(line);
    });
}
