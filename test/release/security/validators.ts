import * as mandatory from '@secvisogram/csaf-validator-lib/mandatoryTests.js'
import * as schema from '@secvisogram/csaf-validator-lib/schemaTests.js'
import validate from '@secvisogram/csaf-validator-lib/validate.js'

/** Lists what the reference validator finds wrong in a CSAF document: its schema and the mandatory tests. */
export async function findCsafErrors(document: unknown): Promise<unknown[]> {
  const { tests } = await validate([...Object.values(schema), ...Object.values(mandatory)], document)
  return tests.flatMap(({ name, errors }) => errors.map((error) => ({ name, ...error })))
}
