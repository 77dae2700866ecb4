import { readFile, writeFile } from 'node:fs/promises'
import { CLI_COMMANDS } from '../src/cli/commands.ts'
import { insertCliReference } from '../src/cli/reference.ts'

/** Writes the generated part of docs/cli.md. test/cli/docs.test.ts fails when it is stale. */
const file = new URL('../docs/cli.md', import.meta.url)
await writeFile(file, insertCliReference(await readFile(file, 'utf8'), CLI_COMMANDS))
