import * as z from 'zod';
import { SwarmError } from '../../base/swarmError.ts';
import type { RuffFinding } from './ruffOutput.ts';
import type { Utf16Places } from './utf16Places.ts';

const location = z.object({ row: z.number(), column: z.number() });
const edit = z.object({ content: z.string().nullable(), location, end_location: location });

const programFindings = z.array(
  z.object({
    filename: z.string(),
    code: z.string().nullable(),
    message: z.string(),
    location,
    end_location: location,
    fix: z
      .object({
        message: z.string().nullable(),
        applicability: z.string(),
        edits: z.array(edit),
      })
      .nullable(),
  }),
);

/** One finding as `ruff check --output-format json` prints it: columns count characters. */
export type ProgramFinding = z.infer<typeof programFindings>[number];

/** @throws {SwarmError} `checker` when that is not what this program knows of ruff. */
export function readProgramFindings(output: string, version: string): readonly ProgramFinding[] {
  try {
    return programFindings.parse(JSON.parse(output));
  } catch (error) {
    const words = `Ruff ${version} answers in a form that is not known here`;
    throw new SwarmError('checker', `${words}; install the newest ruff.`, error);
  }
}

/** The same finding with columns in UTF-16 units of the text that it is about. */
export function toRuffFinding(finding: ProgramFinding, places: Utf16Places): RuffFinding {
  const { code, message, fix } = finding;
  return {
    code,
    message,
    start_location: places.at(finding.location),
    end_location: places.at(finding.end_location),
    fix: fix && {
      message: fix.message,
      isHeldSafe: fix.applicability === 'safe',
      edits: fix.edits.map((one) => ({
        content: one.content,
        location: places.at(one.location),
        end_location: places.at(one.end_location),
      })),
    },
  };
}
