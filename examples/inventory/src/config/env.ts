import process from 'node:process';

export type EnvSource = Record<string, string | undefined>;

export class EnvError extends Error {
  constructor(readonly variable: string, problem: string) {
    super(`${variable} ${problem}`);
    this.name = 'EnvError';
  }
}

export function readString(source: EnvSource, name: string, fallback?: string): string {
  const value = source[name]?.trim();
  if (value) return value;
  if (fallback !== undefined) return fallback;
  throw new EnvError(name, 'is required');
}

export function readNumber(source: EnvSource, name: string, fallback?: number): number {
  const raw = source[name]?.trim();
  if (!raw) {
    if (fallback !== undefined) return fallback;
    throw new EnvError(name, 'is required');
  }
  const value = Number(raw);
  if (!Number.isFinite(value)) throw new EnvError(name, `is not a number: ${raw}`);
  return value;
}

export function readFlag(source: EnvSource, name: string, fallback = false): boolean {
  const raw = source[name]?.trim().toLowerCase();
  if (!raw) return fallback;
  return ['1', 'true', 'yes', 'on'].includes(raw);
}

export function readList(source: EnvSource, name: string): string[] {
  return (source[name] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item.length > 0);
}

export function currentEnv(): EnvSource {
  return { ...process.env };
}
