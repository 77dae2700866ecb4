import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** What happened to the calendar of each repository, and what pages and feeds show of it, which is made anew at each look. */
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
    sql`
      create table calendar_views (
        repository text primary key,
        view text not null,
        changed_at bigint not null
      )`,
  ],
}
