import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Work knows the trace that it follows from, so that a trace goes on through the inbox, jobs and effects, in any process. */
export const traces: Migration = {
  version: 10,
  oldestProgram: 3,
  statements: [sql`alter table work add column trace text`],
}
