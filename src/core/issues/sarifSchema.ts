import * as z from 'zod';

// Of SARIF 2.1.0 only what is read here; whatever else a log holds is passed over. Section numbers
// are those of the OASIS standard.

const tags = z.object({ tags: z.array(z.string()).optional() }).nullish();

const multiformat = z.object({ text: z.string().optional() });

const artifactLocationSchema = z.object({
  uri: z.string().optional(),
  uriBaseId: z.string().optional(),
  index: z.number().optional(),
});

const ruleSchema = z.object({
  id: z.string().optional(),
  messageStrings: z.record(z.string(), multiformat).nullish(),
  defaultConfiguration: z.object({ level: z.string().optional() }).nullish(),
  properties: tags,
});

const componentSchema = z.object({
  name: z.string().optional(),
  rules: z.array(ruleSchema).nullish(),
  globalMessageStrings: z.record(z.string(), multiformat).nullish(),
});

export const sarifRunSchema = z.object({
  tool: z.object({
    driver: componentSchema,
    extensions: z.array(componentSchema).nullish(),
  }),
  originalUriBaseIds: z.record(z.string(), artifactLocationSchema).nullish(),
  artifacts: z.array(z.object({ location: artifactLocationSchema.nullish() })).nullish(),
  columnKind: z.string().nullish(),
  results: z.array(z.unknown()).nullish(),
});

const regionSchema = z.object({
  startLine: z.number().optional(),
  startColumn: z.number().optional(),
  endLine: z.number().optional(),
  endColumn: z.number().optional(),
  charOffset: z.number().optional(),
  charLength: z.number().optional(),
  byteOffset: z.number().optional(),
  snippet: multiformat.nullish(),
});

const locationSchema = z.object({
  physicalLocation: z
    .object({ artifactLocation: artifactLocationSchema.nullish(), region: regionSchema.nullish() })
    .nullish(),
});

export const sarifResultSchema = z.object({
  ruleId: z.string().optional(),
  ruleIndex: z.number().optional(),
  rule: z
    .object({
      id: z.string().optional(),
      index: z.number().optional(),
      toolComponent: z.object({ index: z.number().optional() }).nullish(),
    })
    .nullish(),
  kind: z.string().optional(),
  level: z.string().optional(),
  message: z.object({
    text: z.string().optional(),
    id: z.string().optional(),
    arguments: z.array(z.string()).optional(),
  }),
  locations: z.array(locationSchema).nullish(),
  suppressions: z.array(z.object({ status: z.string().optional() })).nullish(),
  baselineState: z.string().optional(),
  properties: tags,
});

export type SarifArtifactLocation = z.infer<typeof artifactLocationSchema>;
export type SarifRule = z.infer<typeof ruleSchema>;
export type SarifRun = z.infer<typeof sarifRunSchema>;
export type SarifRegion = z.infer<typeof regionSchema>;
export type SarifResult = z.infer<typeof sarifResultSchema>;
