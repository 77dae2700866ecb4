import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** A delivery that comes again under another id is known by its digest (`findTwin`). */
export const digestsOfDeliveries: Migration = {
  version: 5,
  oldestProgram: 3,
  statements: [sql`create index work_digest on work (digest) where topic = 'inbox' and source = 'github'`],
}
