import type { z } from 'zod'
import { enqueue } from '../jobs/outbox.ts'
import type { Topic } from '../jobs/topic.ts'
import { sendQuery } from '../pool-driver.ts'
import type { Unit } from '../transaction.ts'

/** What an event has for the record; all else of it is the core's. */
interface AnyEvent {
  readonly type: string
}

/** What the world must do because of events (design, law 1). */
export interface AnyEffect {
  readonly topic: Topic
  /** Deterministic, and unique within the release: the same effect has the same key, whenever it is named. */
  readonly key: string
  readonly type: string
  readonly payload: unknown
  /** Effects of one lane are performed in order, one at a time; those of different lanes side by side. */
  readonly lane: string
  /** Not before, in seconds since 1970; null means at once. */
  readonly at: number | null
}

/** What was decided, to be written as one. */
export interface Append {
  readonly release: string
  /** How many events the decision was made on; 0 for a release that is not there yet. */
  readonly expectedVersion: number
  readonly events: readonly AnyEvent[]
  readonly by: string
  /** In seconds since 1970. */
  readonly at: number
  readonly effects: readonly AnyEffect[]
  /** The release as it is after these events, for lists. */
  readonly projection: Projection
}

interface Projection {
  readonly repository: string
  readonly open: boolean
  /** Only the security team may know of it now. */
  readonly embargoed: boolean
  /** What lists show of it; anything that JSON holds. */
  readonly summary: unknown
  /** What lists sort it by, in seconds since 1970, where that isn't when these events were written. */
  readonly listedAt?: number
}

/** A conflict is an answer: somebody else was faster, so load the release again and decide again. */
type Appended =
  | { readonly kind: 'appended'; readonly version: number }
  | { readonly kind: 'conflict'; readonly expected: number; readonly actual: number }

/** An event as the record has it. */
interface Recorded<E> {
  readonly version: number
  readonly event: E
  readonly by: string
  readonly at: number
}

/**
 * Appends events to a release, moves its projection on and puts the effects to work, all in the given transaction
 * (design §3.3). After a conflict nothing was written. An effect whose key is known is not put to work again.
 */
export async function appendEvents(unit: Unit, append: Append): Promise<Appended> {
  const { release, expectedVersion, events, effects } = append
  if (events.length === 0)
    throw new Error('Nothing happened: an effect or a change needs an event behind it.')

  const version = expectedVersion + events.length
  if (!(await moveOn(unit, append, version))) {
    return { kind: 'conflict', expected: expectedVersion, actual: await readVersion(unit, release) }
  }
  await sendQuery(unit.sql, unit.sql.insertInto('events').values(createRows(append)))
  await enqueue(
    unit,
    effects.map(({ topic, key, type, payload, lane, at }) => ({
      topic,
      source: release,
      key,
      lane,
      type,
      payload: JSON.stringify(payload),
      addedAt: append.at,
      at,
    })),
  )
  return { kind: 'appended', version }
}

/**
 * The release's row is the lock of its events: who moves it on from the expected version has it until the commit.
 *
 * @returns whether the release was at the expected version
 */
async function moveOn({ sql }: Unit, append: Append, version: number): Promise<boolean> {
  const { release, expectedVersion, projection, at } = append
  const row = {
    repository: projection.repository,
    open: projection.open,
    embargoed: projection.embargoed,
    summary: JSON.stringify(projection.summary),
    version,
    changed_at: projection.listedAt ?? at,
  }
  if (expectedVersion === 0) {
    const made = await sql
      .insertInto('releases')
      .values({ release, ...row })
      .onConflict((conflict) => conflict.column('release').doNothing())
      .executeTakeFirst()
    return made.numInsertedOrUpdatedRows === 1n
  }
  const moved = await sql
    .updateTable('releases')
    .set(row)
    .where('release', '=', release)
    .where('version', '=', expectedVersion)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

async function readVersion({ sql }: Unit, release: string): Promise<number> {
  const row = await sql
    .selectFrom('releases')
    .select('version')
    .where('release', '=', release)
    .executeTakeFirst()
  return row?.version ?? 0
}

function createRows({ release, expectedVersion, events, by, at }: Append) {
  return events.map((event, i) => ({
    release,
    version: expectedVersion + i + 1,
    type: event.type,
    payload: JSON.stringify(event),
    by,
    at,
  }))
}

/** Which events, and what they must look like. */
interface EventQuery<E> {
  readonly release: string
  /** Leaves out the first so many; 0 for all. */
  readonly after: number
  readonly schema: z.ZodType<E>
}

/**
 * Reads the events of a release in order, through their schema.
 *
 * @throws {Error} naming the event that does not fit: a newer program wrote it, or somebody changed the tables
 */
export async function readEvents<E>({ sql }: Unit, reading: EventQuery<E>): Promise<readonly Recorded<E>[]> {
  const { release, after, schema } = reading
  const rows = await sql
    .selectFrom('events')
    .select(['version', 'type', 'payload', 'by', 'at'])
    .where('release', '=', release)
    .where('version', '>', after)
    .orderBy('version')
    .execute()
  return rows.map(({ version, type, payload, by, at }) => {
    const parsed = schema.safeParse(JSON.parse(payload))
    if (parsed.success) return { version, event: parsed.data, by, at }
    throw new Error(
      `Event ${version} of ${release} (${type}) is none that this release-captain knows: ${parsed.error.message}`,
    )
  })
}
