import { sendQuery } from '../pool-driver.ts'
import type { Unit, Wake } from '../transaction.ts'
import type { Topic } from './topic.ts'

/** A lane that this worker has, until it gives it back or is taken for dead. */
export interface Claim {
  readonly topic: Topic
  readonly lane: string
  readonly worker: string
  /** Tells this claim from every other of the lane, earlier or later. */
  readonly token: number
  /** How often others had come for the lane when it was last looked through. */
  readonly seen: number
}

/** The lane was taken over: whatever this worker still does for it must leave no trace. */
export class LaneLost extends Error {
  constructor({ topic, lane }: Claim) {
    super(`Lane ${lane} of ${topic} is another worker's by now.`)
    this.name = 'LaneLost'
  }
}

/**
 * Takes a lane. Where another worker has it, that one is told to look once more before it gives the lane back, so
 * what was committed before now is never left lying.
 *
 * @returns null when another has it
 */
export async function claimLane(
  { sql }: Unit,
  { topic, lane, worker }: Pick<Claim, 'topic' | 'lane' | 'worker'>,
): Promise<Claim | null> {
  const known = sql
    .insertInto('lanes')
    .values({ topic, lane, worker: null, token: 0, wanted: 0 })
    .onConflict((conflict) => conflict.columns(['topic', 'lane']).doNothing())
  await sendQuery(sql, known)
  const row = await sql
    .selectFrom('lanes')
    .select(['worker', 'token', 'wanted'])
    .where('topic', '=', topic)
    .where('lane', '=', lane)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const mine = sql.updateTable('lanes').where('topic', '=', topic).where('lane', '=', lane)
  if (row.worker === null) {
    await sendQuery(sql, mine.set({ worker, token: row.token + 1 }))
    return { topic, lane, worker, token: row.token + 1, seen: row.wanted }
  }
  await sendQuery(sql, mine.set({ wanted: row.wanted + 1 }))
  return null
}

/**
 * Holds the lane's row until the commit, so that nobody can take the lane over meanwhile.
 *
 * @returns the claim as it is now
 * @throws {LaneLost} when somebody has taken it over already
 */
export async function holdLane({ sql }: Unit, claim: Claim): Promise<Claim> {
  const row = await sql
    .selectFrom('lanes')
    .select('wanted')
    .where('topic', '=', claim.topic)
    .where('lane', '=', claim.lane)
    .where('worker', '=', claim.worker)
    .where('token', '=', claim.token)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new LaneLost(claim)
  return { ...claim, seen: row.wanted }
}

/**
 * Gives a lane back, unless somebody came for it since it was looked through.
 *
 * @returns whether it was given back, or had been lost
 */
export async function releaseLane({ sql }: Unit, claim: Claim): Promise<boolean> {
  const row = await sql
    .updateTable('lanes')
    .set((is) => ({
      worker: is.case().when('wanted', '=', claim.seen).then(null).else(claim.worker).end(),
    }))
    .where('topic', '=', claim.topic)
    .where('lane', '=', claim.lane)
    .where('worker', '=', claim.worker)
    .where('token', '=', claim.token)
    .returning('worker')
    .executeTakeFirst()
  return row === undefined || row.worker === null
}

/** What to look for: work of a topic that was due by a time, in so many lanes at most. */
interface OrphanQuery {
  readonly topic: Topic
  /** In seconds since 1970. */
  readonly now: number
  readonly most: number
}

/** Lanes with work that is due and no worker: a lost job, or a worker that died. */
export async function listOrphanedLanes({ sql }: Unit, lying: OrphanQuery): Promise<Wake[]> {
  const { topic, now, most } = lying
  const rows = await sql
    .selectFrom('work')
    .select('work.lane')
    .distinct()
    .where('work.topic', '=', topic)
    .where('work.state', '=', 'waiting')
    .where('work.due_at', '<=', now)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('lanes')
            .whereRef('lanes.topic', '=', 'work.topic')
            .whereRef('lanes.lane', '=', 'work.lane')
            .where('lanes.worker', 'is not', null)
            .select('lanes.lane'),
        ),
      ),
    )
    .limit(most)
    .execute()
  return rows.map(({ lane }) => ({ topic, lane, at: null }))
}

/** Gives back what a worker has and no longer works, because its connection broke before it could. */
export async function releaseAbandonedLanes(
  { sql }: Unit,
  worker: string,
  working: readonly string[],
): Promise<void> {
  const mine = sql.updateTable('lanes').set({ worker: null }).where('worker', '=', worker)
  await (working.length === 0 ? mine : mine.where('lane', 'not in', working)).execute()
}
