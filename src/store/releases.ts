import type { Unit } from './transaction.ts'

/** A release in a list. */
export interface ListedRelease {
  readonly release: string
  readonly repository: string
  /** How many events it has: what to expect when the next is appended. */
  readonly version: number
  readonly summary: unknown
  /** In seconds since 1970. */
  readonly changedAt: number
}

/** All open releases, or those of one repository, by their names. */
export async function openReleases({ sql }: Unit, repository: string | null): Promise<ListedRelease[]> {
  const open = sql.selectFrom('releases').selectAll().where('open', '=', true)
  const rows = await (repository === null ? open : open.where('repository', '=', repository))
    .orderBy('repository')
    .orderBy('release')
    .execute()
  return rows.map(({ release, repository: of, version, summary, changed_at }) => ({
    release,
    repository: of,
    version,
    summary: JSON.parse(summary),
    changedAt: changed_at,
  }))
}
