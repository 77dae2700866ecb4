import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * What the page, the API and outgoing webhooks need: whether a release is under embargo, and lists by time that need no sorting. A row that an older
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
    sql`create table webhook_cursors (release text primary key, version int not null)`,
    sql`
      create table webhook_deliveries (
        id bigint generated always as identity primary key,
        webhook text not null,
        release text not null,
        version int not null,
        at bigint not null,
        status int,
        problem text,
        took_ms int not null
      )`,
    sql`create index webhook_deliveries_recent on webhook_deliveries (at desc, id desc)`,
    sql`
      create table api_tokens (
        id bigint generated always as identity primary key,
        hash text not null unique,
        name text not null,
        github_id bigint not null,
        github_login text not null,
        created_at bigint not null,
        expires_at bigint not null
      )`,
    sql`create index api_tokens_of_person on api_tokens (github_id, id)`,
  ],
}
