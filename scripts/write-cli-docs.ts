import { readFile, writeFile } from 'node:fs/promises'
import { COMMANDS } from '../src/cli/commands.ts'
import { withReference } from '../src/cli/reference.ts'

/** Writes the generated part of docs/cli.md. test/cli/docs.test.ts fails when it is stale. */
const file = new URL('../docs/cli.md', import.meta.url)
await writeFile(file, withReference(await readFile(file, 'utf8'), COMMANDS))
