import { z } from 'zod'
import { OWN } from '../release/policy/setting.ts'
import { policySchema } from '../release/policy.ts'

/** Where the JSON Schema for editors stands in this project. */
export const SCHEMA_FILE = 'docs/schema/release-captain.schema.json'

/** The JSON Schema of the config for editors: made from the schema that the config is read with. */
export function schemaFileText(): string {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, { io: 'input', override: forEditors })
  const head = {
    $schema,
    title: 'Release Captain: .github/release-captain.yml',
    description: 'Every key is optional. What is left out is as the patch release process says.',
  }
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`
}

/** Editors show descriptions, so the section goes there; strict validators know no keyword for it. */
function forEditors({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const section = jsonSchema['section']
  delete jsonSchema['section']
  if (typeof section === 'string' && section !== OWN) {
    jsonSchema.description = `${jsonSchema.description ?? ''} Default: ${section} of the process.`
  }
  // A group's default is the defaults of its keys.
  if (jsonSchema.properties) delete jsonSchema.default
}
