import type {
  NewSessionResponse,
  SessionConfigOption,
  SetSessionConfigOptionRequest,
  SetSessionModeRequest,
} from '@agentclientprotocol/sdk/unstable';
import type { AcpAgentSettings } from '../../protocol/settings.ts';

/** What to ask for when a session is open. */
export type SessionChoice =
  | { readonly kind: 'mode'; readonly params: SetSessionModeRequest }
  | { readonly kind: 'option'; readonly params: SetSessionConfigOptionRequest };

type Wish = 'mode' | 'model';

function valuesOf(option: SessionConfigOption): readonly string[] {
  if (option.type !== 'select') return [];
  return option.options.flatMap((one) =>
    'options' in one ? one.options.map(({ value }) => value) : [one.value],
  );
}

function optionChoice(
  { sessionId, configOptions }: NewSessionResponse,
  wish: Wish,
  value: string,
): SessionChoice | undefined {
  const option = configOptions?.find(({ id, category }) => id === wish || category === wish);
  if (option === undefined || !valuesOf(option).includes(value)) return undefined;
  return { kind: 'option', params: { sessionId, configId: option.id, value } };
}

function modeChoice(
  { sessionId, modes }: NewSessionResponse,
  modeId: string,
): SessionChoice | undefined {
  const isThere = modes?.availableModes.some(({ id }) => id === modeId) === true;
  return isThere ? { kind: 'mode', params: { sessionId, modeId } } : undefined;
}

/** How to get the mode and the model that are wanted, and which of them the agent does not have. */
export function sessionChoices(
  session: NewSessionResponse,
  settings: Pick<AcpAgentSettings, Wish>,
): { readonly choices: readonly SessionChoice[]; readonly missing: readonly string[] } {
  const choices: SessionChoice[] = [];
  const missing: string[] = [];
  for (const wish of ['mode', 'model'] as const) {
    const value = settings[wish];
    if (value === '') continue;
    const direct = wish === 'mode' ? modeChoice(session, value) : undefined;
    const choice = direct ?? optionChoice(session, wish, value);
    if (choice === undefined)
      missing.push(`has no ${wish} "${value}"; it works as it usually does`);
    else choices.push(choice);
  }
  return { choices, missing };
}
