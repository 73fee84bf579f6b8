import type { SarifResult, SarifRule, SarifRun } from './sarifSchema.ts';

/** Fills `{0}` and undoes the doubling of braces that goes with it (3.11.5). */
function filled(template: string, values: readonly string[]): string {
  return template.replace(/\{\{|\}\}|\{(\d+)\}/g, (match, index?: string) => {
    if (index === undefined) return match.slice(1);
    return values[Number(index)] ?? match;
  });
}

/** `[the text](3)` is the text: the number names a place elsewhere in the log (3.11.6). */
function withoutLinks(text: string): string {
  return text.replace(/(?<!\\)\[((?:[^\]\\]|\\.)*)\]\(\d+\)/g, '$1').replace(/\\([[\]])/g, '$1');
}

/** The plain message of a result, undefined when the log has none. */
export function messageOfResult(
  { message }: SarifResult,
  rule: SarifRule | undefined,
  run: SarifRun,
): string | undefined {
  const id = message.id ?? '';
  const shared = rule?.messageStrings?.[id] ?? run.tool.driver.globalMessageStrings?.[id];
  const text = message.text ?? shared?.text;
  if (text === undefined) return undefined;
  const hasPlaceholders = message.text === undefined || message.arguments !== undefined;
  return withoutLinks(hasPlaceholders ? filled(text, message.arguments ?? []) : text);
}
