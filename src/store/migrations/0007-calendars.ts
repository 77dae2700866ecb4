import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** What happened to the calendar of each repository. */
export const calendars: Migration = {
  version: 7,
  oldestProgram: 3,
  statements: [
    sql`
      create table calendar_events (
        repository text not null,
        version bigint not null,
        payload text not null,
        at bigint not null,
        primary key (repository, version)
      )`,
  ],
}
