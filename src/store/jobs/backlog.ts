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

/** What waits to be done. */
export interface JobBacklog {
  /** Jobs that are due. */
  readonly waiting: number
  readonly givenUp: number
  /** When the oldest of the waiting jobs was due, in seconds since 1970; null where none waits. */
  readonly dueSince: number | null
}

/** Reads what is due at a time and not done, and what was given up. */
export async function readJobBacklog({ sql: db }: Unit, at: number): Promise<JobBacklog> {
  const { rows } = await sql<JobBacklog>`
    select
      (count(*) filter (where state = 'waiting'))::int as waiting,
      (count(*) filter (where state = 'given-up'))::int as "givenUp",
      (min(due_at) filter (where state = 'waiting'))::float8 as "dueSince"
    from work
    where (state = 'waiting' and due_at <= ${at}) or state = 'given-up'`.execute(db)
  return rows[0] ?? { waiting: 0, givenUp: 0, dueSince: null }
}
