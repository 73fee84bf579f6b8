import type { Tool } from '@modelcontextprotocol/sdk/types.js';

/** A tool, and the arguments that it must take to be of use. */
export type ToolNeeds = Readonly<Record<string, readonly string[]>>;

/** The tools of a server, as it has listed them: what they are called is no promise of what they take. */
export class ToolCatalog {
  readonly #tools: ReadonlyMap<string, Tool>;

  constructor(tools: ReadonlyMap<string, Tool>) {
    this.#tools = tools;
  }

  /** True when all of these are there and take these arguments. */
  has(needs: ToolNeeds): boolean {
    return this.lacks(needs).length === 0;
  }

  /** The names of those that are not there, or do not take these arguments. */
  lacks(needs: ToolNeeds): readonly string[] {
    return Object.keys(needs).filter(
      (name) => !(needs[name] ?? []).every((input) => this.takes(name, input)),
    );
  }

  offers(name: string): boolean {
    return this.#tools.has(name);
  }

  takes(name: string, input: string): boolean {
    return Object.hasOwn(this.#tools.get(name)?.inputSchema.properties ?? {}, input);
  }

  /** Those of the arguments that the tool knows: servers refuse others. */
  fitting(
    name: string,
    inputs: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(inputs).filter(([input]) => this.takes(name, input)));
  }
}
