import { type RawBuilder, sql } from 'kysely'
import type { Unit } from '../transaction.ts'
import type { ListedRelease } from './releases.ts'

/** What a person may see: their repositories, and which releases under embargo. */
export interface ReadScope {
  /** Ids of repositories. */
  readonly repositories: readonly string[]
  /** Ids of releases under embargo that they may see nevertheless. */
  readonly embargoed: readonly string[]
}

/** Where a page of a list ended: the next one begins after it. */
export interface ReleaseCursor {
  readonly changedAt: number
  readonly release: string
}

/** Which page of the list of releases. */
export interface RecentQuery extends ReadScope {
  readonly after: ReleaseCursor | null
  /** Null for open and ended ones. */
  readonly open: boolean | null
  readonly limit: number
}

/**
 * Lists releases, the last changed first. Each repository is read by its own index, up to the limit, so that a page costs
 * the same however many releases there are.
 */
export async function listRecentReleases(unit: Unit, query: RecentQuery): Promise<ListedRelease[]> {
  if (query.repositories.length === 0) return []
  const { after, open, limit } = query
  const found = await sql<{
    release: string
    repository: string
    version: number
    open: boolean
    embargoed: boolean
    summary: string
    changed_at: number
  }>`
    select releases.release, releases.repository, releases.version, releases.open, releases.embargoed,
      releases.summary::text as summary, releases.changed_at
    from (values ${listValues(query.repositories)}) as wanted (repository)
    cross join lateral (
      select release, changed_at from releases
      where releases.repository = wanted.repository
        and ${isVisible(query, sql`releases`)}
        ${open === null ? sql`` : sql`and ${sql.raw(open ? 'open' : 'not open')}`}
        ${after === null ? sql`` : sql`and (changed_at, release) < (${after.changedAt}::bigint, ${after.release}::text)`}
      order by changed_at desc, release desc limit ${limit}
    ) as found
    join releases on releases.release = found.release
    order by found.changed_at desc, found.release desc limit ${limit}`.execute(unit.sql)
  return found.rows.map(({ summary, changed_at, ...row }) => ({
    ...row,
    summary: parseSummary(summary),
    changedAt: Number(changed_at),
  }))
}

/** Whose releases, and since when something happened to them, in seconds since 1970. */
interface ChangedQuery extends ReadScope {
  readonly since: number
}

/** Lists the releases to which something happened since a time, all of them: no more of each than its id and its number of events. */
export async function listChangedReleases(
  { sql: trx }: Unit,
  { since, ...scope }: ChangedQuery,
): Promise<Pick<ListedRelease, 'release' | 'version'>[]> {
  if (scope.repositories.length === 0) return []
  return trx
    .selectFrom('releases')
    .select(['release', 'version'])
    .where('repository', 'in', [...scope.repositories])
    .where('changed_at', '>=', since)
    .where(isVisible(scope, sql`releases`))
    .orderBy('changed_at', 'desc')
    .orderBy('release', 'desc')
    .execute()
}

/** What reads it checks it. */
function parseSummary(text: string): unknown {
  return JSON.parse(text)
}

/** The condition that a row of `releases` is for the eyes of this person. */
export function isVisible(
  { embargoed }: Pick<ReadScope, 'embargoed'>,
  releases: RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (embargoed.length === 0) return sql<boolean>`not ${releases}.embargoed`
  return sql<boolean>`(not ${releases}.embargoed or ${releases}.release in (${sql.join(embargoed)}))`
}

/** Rows of one text each. */
export function listValues(values: readonly string[]): RawBuilder<unknown> {
  return sql.join(values.map((value) => sql`(${value}::text)`))
}

/** The repositories that have releases on record, in order. A jump on the index for each, however many releases there are. */
export async function listRecordedRepositories({ sql: trx }: Unit): Promise<string[]> {
  const found = await sql<{ repository: string }>`
    with recursive known as (
      (select repository from releases order by repository limit 1)
      union all
      select (select repository from releases where repository > known.repository order by repository limit 1)
      from known where known.repository is not null
    )
    select repository from known where repository is not null`.execute(trx)
  return found.rows.map(({ repository }) => repository)
}

/** Releases under embargo of some repositories, the newest first. */
export async function listEmbargoedReleases(
  { sql: trx }: Unit,
  repositories: readonly string[],
  limit: number,
): Promise<string[]> {
  if (repositories.length === 0) return []
  const rows = await trx
    .selectFrom('releases')
    .select('release')
    .where(sql<boolean>`embargoed`)
    .where('repository', 'in', [...repositories])
    .orderBy('changed_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ release }) => release)
}
