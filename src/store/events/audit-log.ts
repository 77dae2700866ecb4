import { sql } from 'kysely'
import type { Unit } from '../transaction.ts'
import { isVisible, listValues, type ReadScope } from './recent-releases.ts'

/** An entry of the audit log: one event of one release, as it is stored. */
export interface AuditEntry {
  readonly release: string
  readonly version: number
  readonly type: string
  /** Who, as it is stored: `ada (12)`, `github`, `rule`. */
  readonly by: string
  /** In seconds since 1970. */
  readonly at: number
  /** The whole event, as JSON. */
  readonly payload: string
}

/** Where a page of the log ended: the next one begins after it. */
export interface AuditCursor {
  readonly at: number
  readonly release: string
  readonly version: number
}

/** Which entries; null leaves a filter out. Times are in seconds since 1970. */
export interface AuditQuery extends ReadScope {
  readonly type: string | null
  /** The login of a person, in any letters. */
  readonly person: string | null
  readonly release: string | null
  /** Of releases of any repository. */
  readonly version: string | null
  readonly since: number | null
  readonly until: number | null
  readonly after: AuditCursor | null
  readonly limit: number
}

/** Lists what happened, the newest first, each repository by its own index. */
export async function listAuditEntries(unit: Unit, query: AuditQuery): Promise<AuditEntry[]> {
  if (query.repositories.length === 0) return []
  const { type, person, release, version, since, until, after, limit } = query
  const found = await sql<AuditEntry>`
    select found.* from (values ${listValues(query.repositories)}) as wanted (repository)
    cross join lateral (
      select events.release, events.version, events.type, events.by, events.at, events.payload::text as payload from events
      join releases on releases.release = events.release
      where split_part(events.release, ':', 1) = wanted.repository
        and ${isVisible(query, sql`releases`)}
        ${type === null ? sql`` : sql`and events.type = ${type}`}
        ${person === null ? sql`` : sql`and position(' (' in events.by) > 0 and lower(split_part(events.by, ' ', 1)) = ${person.toLowerCase()}`}
        ${release === null ? sql`` : sql`and events.release = ${release}`}
        ${version === null ? sql`` : sql`and events.release = wanted.repository || ':' || ${version}::text`}
        ${since === null ? sql`` : sql`and events.at >= ${since}`}
        ${until === null ? sql`` : sql`and events.at < ${until}`}
        ${after === null ? sql`` : sql`and (events.at, events.release, events.version) < (${after.at}::bigint, ${after.release}::text, ${after.version}::int)`}
      order by events.at desc, events.release desc, events.version desc limit ${limit}
    ) as found
    order by found.at desc, found.release desc, found.version desc limit ${limit}`.execute(unit.sql)
  return found.rows.map((row) => ({ ...row, at: Number(row.at) }))
}
