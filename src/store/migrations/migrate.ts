import { type Kysely, sql } from 'kysely'
import { Refused } from '../../release/refusal.ts'
import type { Tables } from '../tables.ts'
import { theRecord } from './0001-the-record.ts'
import { chats } from './0002-chats.ts'
import { aPresetDictionary } from './0003-a-preset-dictionary.ts'
import { rollouts } from './0004-rollouts.ts'
import { digestsOfDeliveries } from './0005-digests-of-deliveries.ts'
import { thePage } from './0006-the-page.ts'
import { calendars } from './0007-calendars.ts'
import { advisories } from './0008-advisories.ts'
import { indexesOfFilters } from './0009-indexes-of-filters.ts'
import { traces } from './0010-traces.ts'
import type { Migration } from './migration.ts'

/** All steps of the schema, oldest first. Steps are added, never edited. */
export const MIGRATIONS: readonly Migration[] = [
  theRecord,
  chats,
  aPresetDictionary,
  rollouts,
  digestsOfDeliveries,
  thePage,
  calendars,
  advisories,
  indexesOfFilters,
  traces,
]

/** Any number will do, as long as nothing else in the database takes it. */
const LOCK = 5_770_211

/**
 * Brings the schema up to this program, or leaves it alone where it is newer and still fits. All steps that are due
 * happen in one transaction, and one process at a time looks: several replicas may start at once.
 *
 * @throws {Refused} when a newer program has left a schema that this one cannot work with
 */
export async function migrateSchema(
  db: Kysely<Tables>,
  steps: readonly Migration[] = MIGRATIONS,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx)
    await trx.schema
      .createTable('schema_versions')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.primaryKey())
      .addColumn('oldest_program', 'integer', (column) => column.notNull())
      .execute()
    const taken = await trx.selectFrom('schema_versions').selectAll().execute()
    const found = Math.max(0, ...taken.map(({ version }) => version))
    const own = Math.max(0, ...steps.map(({ version }) => version))
    if (taken.some(({ oldest_program }) => oldest_program > own)) throw new Refused(refuseTooNew(found, own))

    const due = steps.filter(({ version }) => version > found)
    for (const step of due) {
      for (const statement of step.statements) await statement.execute(trx)
      await trx
        .insertInto('schema_versions')
        .values({ version: step.version, oldest_program: step.oldestProgram })
        .execute()
    }
    return Math.max(found, own)
  })
}

function refuseTooNew(version: number, own: number) {
  return {
    kind: 'usage',
    what: `The database has schema ${version} of a newer release-captain, but this one supports schemas up to ${own}.`,
    next: 'Start the newer release-captain again. To go back permanently, restore a backup from before its first start.',
  } as const
}
