import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** The numbers that advisories have, for ever: a number is given once, and none is left out (Security Advisory Template). */
export const advisories: Migration = {
  version: 8,
  oldestProgram: 3,
  statements: [
    sql`
      create table advisories (
        repository text not null,
        ghsa text not null,
        id text not null,
        numbered_at bigint not null,
        primary key (repository, ghsa),
        unique (repository, id)
      )`,
  ],
}
