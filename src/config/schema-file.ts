import { OWN } from '../release/policy/define-setting.ts'
import { createPolicyJsonSchema, type JsonSchema } from '../release/policy/json-schema.ts'

/** Where the JSON Schema for editors stands in this project. */
export const SCHEMA_FILE = 'docs/schema/release-captain.schema.json'

/** The JSON Schema of the config for editors: made from the schema that the config is read with. */
export function renderSchemaFile(): string {
  const { $schema, ...schema } = createPolicyJsonSchema(adaptForEditors)
  const head = {
    $schema,
    title: 'Release Captain: .github/release-captain.yml',
    description: 'Every key is optional. The defaults come from the patch release process.',
  }
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`
}

/** Editors show descriptions, so the section goes there; strict validators know no keyword for it. */
function adaptForEditors(part: JsonSchema): void {
  const section = part['section']
  delete part['section']
  if (typeof section === 'string' && section !== OWN) {
    part.description = `${part.description ?? ''} Default: ${section} of the process.`
  }
  // A group's default is the defaults of its keys.
  if (part.properties) delete part.default
}
