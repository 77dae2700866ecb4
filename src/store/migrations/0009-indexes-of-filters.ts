import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Every filter of the audit log and of the list of releases reads an index of its own, so that what is rare is found as fast as
 * what is frequent. Events of machines need no index by person: they are the most, and no person has them.
 */
export const indexesOfFilters: Migration = {
  version: 9,
  oldestProgram: 3,
  statements: [
    sql`
      create index events_by_type on events
      (split_part(release, ':', 1), type, at desc, release desc, version desc)`,
    sql`
      create index events_by_person on events
      (split_part(release, ':', 1), lower(split_part(by, ' ', 1)), at desc, release desc, version desc)
      where position(' (' in by) > 0`,
    sql`create index releases_open_recent on releases (repository, changed_at desc, release desc) where open`,
    sql`create index releases_embargoed on releases (repository, changed_at desc) where embargoed`,
  ],
}
