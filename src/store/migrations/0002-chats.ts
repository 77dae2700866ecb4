import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Messages in chats, and who a chat's user is on GitHub. */
export const chats: Migration = {
  version: 2,
  oldestProgram: 1,
  statements: [
    sql`
      create table posts (
        place text not null,
        mark text not null,
        channel text not null,
        message text not null,
        thread text,
        digest text not null,
        shown_at bigint not null,
        primary key (place, mark)
      )`,
    sql`create index posts_message on posts (channel, message)`,
    sql`
      create table links (
        id bigint generated always as identity primary key,
        workspace text not null,
        chat_user text not null,
        github_id bigint not null,
        github_login text not null,
        linked_at bigint not null,
        ended_at bigint
      )`,
    sql`create unique index links_standing on links (workspace, chat_user) where ended_at is null`,
    // Two users of a chat who were one person on GitHub would be one approval that looks like two.
    sql`create unique index links_person on links (workspace, github_id) where ended_at is null`,
    sql`
      create function links_only_end() returns trigger language plpgsql as $$
      begin
        raise exception 'links end, and are never deleted: % of table links is forbidden', tg_op;
      end $$`,
    sql`
      create trigger links_only_end before delete or truncate on links
      for each statement execute function links_only_end()`,
    sql`
      create table link_attempts (
        state text primary key,
        workspace text not null,
        chat_user text not null,
        verifier text not null,
        code text,
        github_id bigint,
        github_login text,
        tries int not null default 0,
        expires_at bigint not null
      )`,
  ],
}
