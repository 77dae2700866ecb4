import { mkdir, writeFile } from 'node:fs/promises'
import { listSchemaFiles } from '../src/cli/json/documents.ts'

/** Writes the JSON Schema of every document that `--json` prints. test/cli/json.test.ts fails when one is stale. */
const folder = new URL('../docs/schema/cli/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [name, text] of listSchemaFiles()) await writeFile(new URL(name, folder), text)
