// Writes what is made from the config's schema: the JSON Schema for editors, and the reference in docs/config.md.
import { readFile, writeFile } from 'node:fs/promises'
import { insertConfigReference, REFERENCE_FILE } from '../src/config/reference.ts'
import { renderSchemaFile, SCHEMA_FILE } from '../src/config/schema-file.ts'

const root = new URL('../', import.meta.url)

await writeFile(new URL(SCHEMA_FILE, root), renderSchemaFile())
const page = new URL(REFERENCE_FILE, root)
await writeFile(page, insertConfigReference(await readFile(page, 'utf8')))
console.log(`Wrote ${SCHEMA_FILE} and ${REFERENCE_FILE}.`)
