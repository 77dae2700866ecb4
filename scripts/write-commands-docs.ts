import { writeFile } from 'node:fs/promises'
import { renderCommandsDocument } from '../src/chatops/reference.ts'

/** Writes docs/commands.md. test/chatops/help.test.ts fails when it is stale. */
await writeFile(new URL('../docs/commands.md', import.meta.url), renderCommandsDocument())
