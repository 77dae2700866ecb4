import { z } from 'zod'
import { policySchema } from '../policy.ts'

/** A part of the config's schema as JSON Schema; `section` says where the process document states the default. */
export type JsonSchema = z.core.JSONSchema.BaseSchema

/** What the schema has against a config. */
export type PolicyIssue = z.core.$ZodIssue

/** As `PolicyIssue`, before it has got its message. */
export type RawPolicyIssue = z.core.$ZodRawIssue

/** What a config may say, as JSON Schema. `change` sees every part and may alter it. */
export function createPolicyJsonSchema(change: (part: JsonSchema) => void = () => undefined): JsonSchema {
  return z.toJSONSchema(policySchema, { io: 'input', override: ({ jsonSchema }) => change(jsonSchema) })
}
