import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** What the releases of a repository share while they are rolled out, and mails that were begun. */
export const rollouts: Migration = {
  version: 4,
  oldestProgram: 3,
  statements: [
    sql`
      create table environment_events (
        repository text not null,
        version bigint not null,
        payload text not null,
        at bigint not null,
        primary key (repository, version)
      )`,
    sql`
      create table gates (
        repository bigint not null,
        environment text not null,
        gate text not null,
        primary key (repository, environment)
      )`,
    sql`
      create table mails (
        key text primary key,
        outcome text,
        begun_at bigint not null
      )`,
  ],
}
