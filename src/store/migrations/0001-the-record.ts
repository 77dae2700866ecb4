import { sql } from 'kysely'
import type { Migration } from './migration.ts'

const events = [
  sql`
    create table events (
      release text not null,
      version int not null check (version > 0),
      type text not null,
      payload json not null,
      by text not null,
      at bigint not null,
      primary key (release, version)
    )`,
  sql`
    create function events_are_for_ever() returns trigger language plpgsql as $$
    begin
      raise exception 'events are only ever appended: % of table events is forbidden', tg_op;
    end $$`,
  sql`
    create trigger events_are_for_ever before update or delete or truncate on events
    for each statement execute function events_are_for_ever()`,
]

const releases = [
  sql`
    create table releases (
      release text primary key,
      repository text not null,
      version int not null,
      open boolean not null,
      summary json not null,
      changed_at bigint not null
    )`,
  sql`create index releases_open on releases (repository, release) where open`,
]

const work = [
  sql`
    create table work (
      id bigint generated always as identity primary key,
      topic text not null,
      source text not null,
      key text not null,
      lane text not null,
      type text not null,
      payload text not null,
      packed boolean not null,
      digest text not null,
      state text not null check (state in ('waiting', 'done', 'given-up')),
      added_at bigint not null,
      due_at bigint not null,
      begun boolean not null default false,
      attempts int not null default 0,
      problem text,
      settled_at bigint,
      unique (topic, source, key)
    )`,
  // Long payloads are packed already; to compress them again would only take time.
  sql`alter table work alter column payload set storage external`,
  sql`create index work_waiting on work (topic, lane, id) where state = 'waiting'`,
  sql`create index work_given_up on work (id) where state = 'given-up'`,
]

const lanes = [
  sql`create table workers (id text primary key, beat bigint not null)`,
  sql`
    create table lanes (
      topic text not null,
      lane text not null,
      worker text references workers (id) on delete set null,
      token bigint not null,
      wanted bigint not null,
      primary key (topic, lane)
    )`,
  sql`create index lanes_of_worker on lanes (worker) where worker is not null`,
]

/** The first schema: events, releases, work, lanes, workers. */
export const theRecord: Migration = {
  version: 1,
  oldestProgram: 1,
  statements: [...events, ...releases, ...work, ...lanes],
}
