import type { AcpAgentSettings, AgentSettings, Leash } from '../protocol/settings.ts';
import type { WrittenAcpAgent, WrittenAgent, WrittenLeash } from '../protocol/writtenAgent.ts';
import { agentCatalog, catalogAgent, usualRetries } from './acp/agentCatalog.ts';

const freeLeash: Leash = { confine: 'off', writable: [], retries: 0 };

function leashOf(written: WrittenLeash, usual: Leash): Leash {
  const { confine = usual.confine, writable = usual.writable, retries = usual.retries } = written;
  return { confine, writable, retries };
}

/** What somebody has written goes before what is known of a program of that name. */
function acpAgent(id: string, written: WrittenAcpAgent): AcpAgentSettings {
  const known = agentCatalog.find((entry) => entry.id === written.acp);
  const usual: AcpAgentSettings =
    known === undefined
      ? {
          ...{ kind: 'acp', id, command: written.acp, args: [], env: {}, mode: '', model: '' },
          ...{ usage: 'any', clientFiles: true, allow: [] },
          ...{ confine: 'auto', writable: [], retries: usualRetries },
        }
      : catalogAgent(known);
  const { confinedMode, ...always } = usual;
  // Whoever names a mode means it.
  const confined = written.mode === undefined && confinedMode !== undefined ? { confinedMode } : {};
  const { args = usual.args, env = {}, mode = usual.mode, model = '', allow = [], price } = written;
  const leash = leashOf({ ...written, writable: [] }, usual);
  return {
    ...{ ...always, ...confined, id, args, mode, model, allow, env: { ...usual.env, ...env } },
    ...{ ...leash, writable: [...usual.writable, ...(written.writable ?? [])] },
    ...(price === undefined ? {} : { price }),
  };
}

/** The settings of an agent that somebody has written down. */
export function agentNamed(id: string, written: WrittenAgent): AgentSettings {
  if ('command' in written) {
    const { command, ...leash } = written;
    const isLeashed = Object.values(leash).some((value) => value !== undefined);
    return { kind: 'command', id, command, ...(isLeashed ? leashOf(leash, freeLeash) : {}) };
  }
  if ('acp' in written) return acpAgent(id, written);
  if ('mahavishnu' in written) {
    return { kind: 'mahavishnu', id, workerType: written.mahavishnu, server: '' };
  }
  const { remote, agent } = written;
  const further =
    agent === undefined ? [] : [{ kind: 'command', id: 'agent', command: agent } as const];
  return {
    kind: 'remote',
    id,
    command: remote,
    agents: [{ kind: 'quickfix', id: 'quickfix' }, ...further],
  };
}
