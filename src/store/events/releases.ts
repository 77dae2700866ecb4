import { sendQuery } from '../pool-driver.ts'
import type { Unit } from '../transaction.ts'

/** A release in a list. */
export interface ListedRelease {
  readonly release: string
  readonly repository: string
  /** How many events it has: what to expect when the next is appended. */
  readonly version: number
  readonly open: boolean
  /** Only the security team may know of it now. */
  readonly embargoed: boolean
  readonly summary: unknown
  /** In seconds since 1970. */
  readonly changedAt: number
}

/** All open releases, or those of one repository, by their names. */
export async function listOpenReleases({ sql }: Unit, repository: string | null): Promise<ListedRelease[]> {
  const open = sql.selectFrom('releases').selectAll().where('open', '=', true)
  const rows = await (repository === null ? open : open.where('repository', '=', repository))
    .orderBy('repository')
    .orderBy('release')
    .execute()
  return rows.map(toListedRelease)
}

/** Releases that ended, and to which something happened since a time in seconds since 1970; the newest first. */
export async function listEndedSince({ sql }: Unit, since: number): Promise<ListedRelease[]> {
  const rows = await sql
    .selectFrom('releases')
    .selectAll()
    .where('open', '=', false)
    .where('changed_at', '>=', since)
    .orderBy('changed_at', 'desc')
    .orderBy('release', 'desc')
    .execute()
  return rows.map(toListedRelease)
}

/** The releases of a repository, ended ones too, the newest first. */
export async function listReleases({ sql }: Unit, repository: string): Promise<ListedRelease[]> {
  const rows = await sql
    .selectFrom('releases')
    .selectAll()
    .where('repository', '=', repository)
    .orderBy('changed_at', 'desc')
    .orderBy('release', 'desc')
    .execute()
  return rows.map(toListedRelease)
}

/** What is read or written next waits until nobody else writes to a release, and keeps others waiting until the commit. */
export async function lockRelease({ sql }: Unit, release: string): Promise<void> {
  await sendQuery(
    sql,
    sql.selectFrom('releases').select('version').where('release', '=', release).forUpdate(),
  )
}

function toListedRelease({
  release,
  repository,
  version,
  open,
  embargoed,
  summary,
  changed_at,
}: {
  readonly release: string
  readonly repository: string
  readonly version: number
  readonly open: boolean
  readonly embargoed: boolean
  readonly summary: string
  readonly changed_at: number
}): ListedRelease {
  return {
    release,
    repository,
    version,
    open,
    embargoed,
    summary: JSON.parse(summary),
    changedAt: changed_at,
  }
}
