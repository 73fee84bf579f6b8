import type { ServerIdentity } from '../../mahavishnu/mcpSession.ts';
import type { Availability } from '../../protocol/swarmClient.ts';
import type { Terminals } from '../terminals.ts';

/** Which tools lend the terminals. */
export type TerminalTools = 'contract tools' | 'worker tools';

/** How far a server was got with: it answers, it is the right one, it runs commands. */
export type ServerHealth =
  /** Nobody answers. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Somebody answers who is not Mahavishnu. */
  | { readonly kind: 'stranger'; readonly reason: string }
  /** It is Mahavishnu, but nothing would run. */
  | { readonly kind: 'unable'; readonly identity: ServerIdentity; readonly reason: string }
  /** A command of ours really ran. */
  | {
      readonly kind: 'able';
      readonly identity: ServerIdentity;
      readonly tools: TerminalTools;
      readonly terminals: Terminals;
      /** How long that took. */
      readonly probeMs: number;
    };

/** The same in words, with the address that was asked. */
export function availabilityOf(health: ServerHealth, host: string): Availability {
  switch (health.kind) {
    case 'unreachable':
      return { available: false, reason: `nobody answers at ${host} (${health.reason})` };
    case 'stranger':
      return { available: false, reason: `reachable at ${host}, but ${health.reason}` };
    case 'unable': {
      const { version } = health.identity;
      return { available: false, reason: `version ${version} at ${host}, but ${health.reason}` };
    }
    case 'able': {
      const { identity, tools, probeMs } = health;
      const probe = `a command ran in ${(probeMs / 1000).toFixed(1)} s`;
      return {
        available: true,
        detail: `version ${identity.version} at ${host}, by its ${tools}; ${probe}`,
      };
    }
  }
}
