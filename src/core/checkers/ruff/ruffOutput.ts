import * as z from 'zod';

const location = z.object({ row: z.number(), column: z.number() });

const edit = z.object({
  content: z.string().nullable(),
  location,
  end_location: location,
});

/** What ruff says of a text: rows and columns from 1, columns in UTF-16 units. */
export const ruffFindings = z.array(
  z.object({
    code: z.string().nullable(),
    message: z.string(),
    start_location: location,
    end_location: location,
    fix: z
      .object({
        message: z.string().nullable(),
        edits: z.array(edit),
        /** Undefined from a build of ruff that does not tell. */
        isHeldSafe: z.boolean().optional(),
      })
      .nullable(),
  }),
);

export type RuffFinding = z.infer<typeof ruffFindings>[number];
export type RuffEdit = z.infer<typeof edit>;
