import { isRecord } from '../../core/base/isRecord.ts';

type Test = (value: unknown) => boolean;

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function areTextsByName(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isText);
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

function isPrice(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).length !== 2) return false;
  return isAmount(value['input']) && isAmount(value['output']);
}

function areRetries(value: unknown): boolean {
  return Number.isInteger(value) && isAmount(value) && Number(value) <= 10;
}

function isConfinement(value: unknown): boolean {
  return ['auto', 'required', 'off'].some((one) => one === value);
}

const leash: Readonly<Record<string, Test>> = {
  confine: isConfinement,
  writable: areTexts,
  retries: areRetries,
};

/** What an agent must say of itself, and what else it may say; a test holds it against the manifest. */
export const agentForms: readonly {
  readonly needed: string;
  readonly also: Readonly<Record<string, Test>>;
}[] = [
  {
    needed: 'acp',
    also: {
      ...{ args: areTexts, env: areTextsByName, mode: isText, model: isText },
      ...{ allow: areTexts, price: isPrice, ...leash },
    },
  },
  { needed: 'command', also: leash },
  { needed: 'remote', also: { agent: isWord } },
  { needed: 'mahavishnu', also: {} },
];

/** True for an agent as somebody has to write it. */
export function isAgent(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return agentForms.some(({ needed, also }) => {
    const rest = Object.entries(value).filter(([key]) => key !== needed);
    return isWord(value[needed]) && rest.every(([key, word]) => also[key]?.(word) === true);
  });
}
