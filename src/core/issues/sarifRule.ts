import type { Severity } from '../protocol/diagnostic.ts';
import type { IssueType } from '../protocol/issueType.ts';
import type { SarifResult, SarifRule, SarifRun } from './sarifSchema.ts';

function rulesFor({ rule }: SarifResult, { tool }: SarifRun): readonly SarifRule[] {
  const extension = tool.extensions?.[rule?.toolComponent?.index ?? -1];
  return (extension ?? tool.driver).rules ?? [];
}

/** The name of a rule without its last part: a result may tell more than its rule (3.27.5). */
function parentRuleId(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}

/** Finds rules, by name too, in time that does not grow with their number. */
export class SarifRules {
  readonly #run: SarifRun;
  readonly #byId: ReadonlyMap<string, SarifRule>;

  constructor(run: SarifRun) {
    const components = [...(run.tool.extensions ?? []), run.tool.driver];
    this.#run = run;
    this.#byId = new Map(
      components.flatMap(({ rules }) =>
        (rules ?? []).map((rule): [string, SarifRule] => [rule.id ?? '', rule]),
      ),
    );
  }

  ruleOf(result: SarifResult): SarifRule | undefined {
    const index = result.rule?.index ?? result.ruleIndex ?? -1;
    const id = result.ruleId ?? result.rule?.id ?? '';
    const byIndex = rulesFor(result, this.#run)[index];
    return byIndex ?? this.#byId.get(id) ?? this.#byId.get(parentRuleId(id));
  }
}

export function codeOf(result: SarifResult, rule: SarifRule | undefined): string {
  return result.ruleId ?? result.rule?.id ?? rule?.id ?? '';
}

const severityByLevel: Readonly<Record<string, Severity>> = {
  error: 'error',
  warning: 'warning',
  note: 'information',
  none: 'hint',
};

/** The level of the result, else of its rule, else that of the standard (3.27.10). */
export function severityOf(result: SarifResult, rule: SarifRule | undefined): Severity {
  const isFailure = result.kind === undefined || result.kind === 'fail';
  const inherited = isFailure ? rule?.defaultConfiguration?.level : 'none';
  return severityByLevel[result.level ?? inherited ?? 'warning'] ?? 'warning';
}

/** The type that the tags tell, as CodeQL, Semgrep and Trivy write them. */
export function typeOfTags(
  result: SarifResult,
  rule: SarifRule | undefined,
): IssueType | undefined {
  const tags = [...(result.properties?.tags ?? []), ...(rule?.properties?.tags ?? [])];
  if (/^(?:CVE|GHSA)-/i.test(codeOf(result, rule))) return 'dependency';
  return tags.some((tag) => tag.toLowerCase() === 'security') ? 'security' : undefined;
}
