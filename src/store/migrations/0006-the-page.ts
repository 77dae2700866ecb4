import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * What the page reads: whether a release is under embargo, and lists by time that need no sorting. A row that an older
 * program writes says that it is under embargo until the next event, as an unknown is never shown.
 */
export const thePage: Migration = {
  version: 6,
  oldestProgram: 3,
  statements: [
    sql`alter table releases add column embargoed boolean not null default true`,
    sql`
      update releases set embargoed = summary ->> 'status' <> 'published' and exists (
        select 1 from events
        where events.release = releases.release and (
          (events.type = 'Opened' and events.payload ->> 'track' = 'security')
          or (events.type in ('Planned', 'Assessed') and events.payload::text like '%"type":"security"%')
        )
      )`,
    sql`create index releases_recent on releases (repository, changed_at desc, release desc)`,
    sql`
      create index events_recent on events
      (split_part(release, ':', 1), at desc, release desc, version desc)`,
  ],
}
