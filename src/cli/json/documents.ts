import { z } from 'zod'
import { advisoryDocument } from './advisory.ts'
import { alertRulesDocument } from './alert-rules.ts'
import { importDocument } from './app/import.ts'
import { jobsDocument } from './app/jobs.ts'
import { setupDocument } from './app/setup.ts'
import { startDocument } from './app/start.ts'
import { tokensDocument } from './app/tokens.ts'
import { buildDocument } from './build.ts'
import { bumpDocument } from './bump.ts'
import { completionDocument } from './completion.ts'
import { configDocument } from './config.ts'
import { demoDocument } from './demo.ts'
import { doctorDocument } from './doctor.ts'
import { errorDocument } from './error.ts'
import { explainDocument } from './explain.ts'
import { notesDocument } from './notes.ts'
import { factsDocument } from './onboarding/facts.ts'
import { initDocument } from './onboarding/init.ts'
import { simulateDocument } from './onboarding/simulate.ts'
import { planDocument } from './plan.ts'

/** Every document that `--json` prints, by the middle part of its `schema`. */
export const DOCUMENTS = {
  init: initDocument,
  simulate: simulateDocument,
  plan: planDocument,
  explain: explainDocument,
  build: buildDocument,
  notes: notesDocument,
  bump: bumpDocument,
  advisory: advisoryDocument,
  facts: factsDocument,
  doctor: doctorDocument,
  config: configDocument,
  'alert-rules': alertRulesDocument,
  start: startDocument,
  import: importDocument,
  jobs: jobsDocument,
  tokens: tokensDocument,
  setup: setupDocument,
  demo: demoDocument,
  completion: completionDocument,
  error: errorDocument,
} as const

/** The JSON Schema files of docs/schema/cli, by file name. */
export function listSchemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(DOCUMENTS).map(([name, document]) => [`${name}-1.schema.json`, renderSchema(document)]),
  )
}

function renderSchema(document: z.ZodType): string {
  const schema = z.toJSONSchema(document, {
    override: ({ jsonSchema }) => {
      // `readonly` is a promise inside the program; in JSON Schema it would speak of writing to the document.
      delete jsonSchema.readOnly
      // A reader must take a document that has learnt a further field.
      delete jsonSchema.additionalProperties
    },
  })
  return `${JSON.stringify(schema, null, 2)}\n`
}
