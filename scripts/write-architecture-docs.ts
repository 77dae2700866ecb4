import { readFile, writeFile } from 'node:fs/promises'
import { insertRooms } from '../test/rooms-table.ts'

/** Writes the table of rooms into docs/architecture.md. test/architecture.test.ts fails when it is stale. */
const page = new URL('../docs/architecture.md', import.meta.url)
await writeFile(page, insertRooms(await readFile(page, 'utf8')))
