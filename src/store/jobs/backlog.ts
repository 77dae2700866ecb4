import { sql } from 'kysely'
import type { Unit } from '../transaction.ts'

/** What waits to be shown in a channel. */
export interface Backlog {
  /** `slack #releases` */
  readonly place: string
  readonly waiting: number
  /** When the oldest of it was put to work, in seconds since 1970. */
  readonly since: number
  /** Why the oldest does not get there; null while it was not tried. */
  readonly problem: string | null
  /** What was given up after days of trying. */
  readonly givenUp: number
}

/** The channels for which messages wait, or were given up. Lanes of messages are named `RELEASE:PLACE`. */
export async function readMessageBacklog({ sql: db }: Unit): Promise<readonly Backlog[]> {
  const { rows } = await sql<Backlog>`
    select
      place,
      (count(*) filter (where state = 'waiting'))::int as waiting,
      coalesce(min(added_at) filter (where state = 'waiting'), 0) as since,
      (array_agg(problem order by id) filter (where state = 'waiting' and problem is not null))[1] as problem,
      (count(*) filter (where state = 'given-up'))::int as "givenUp"
    from (
      select id, state, added_at, problem, substring(lane from '^[0-9]+:v[^:]+:(.+)$') as place
      from work
      where topic = 'messages' and state in ('waiting', 'given-up')
    ) as messages
    where place is not null
    group by place
    order by place`.execute(db)
  return rows
}
