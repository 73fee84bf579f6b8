import type { UsageReading } from '../../../src/core/protocol/settings.ts';
import type { ToolTable } from './toolTable.ts';

/** A real agent program that speaks ACP, and how it is pointed at a model of ours. */
export interface AgentProgram {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  /** The least major version of Node that it runs in; undefined: it is no script. */
  readonly node: number | undefined;
  /** What npm downloads, in megabytes. */
  readonly megabytes: number;
  /** What is started, below `node_modules`. */
  readonly file: string;
  readonly args: readonly string[];
  /** What is written into a home of its own, by path. */
  files(modelUrl: string): Readonly<Record<string, string>>;
  /** What it needs beside the environment that all have. */
  environment(home: string, modelUrl: string): Readonly<Record<string, string>>;
  readonly tools: ToolTable;
  /** Where it says what a turn has cost. */
  readonly usage: Exclude<UsageReading, 'any'>;
  /** Whether it asks before it edits a file, as it is set up here. */
  readonly asks: boolean;
}
