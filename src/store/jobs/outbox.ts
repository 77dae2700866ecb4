import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { getCurrentTrace } from '../../tracing/current-trace.ts'
import { sendWithoutWaiting } from '../pool-driver.ts'
import type { Unit } from '../transaction.ts'
import { pack, SEPARATOR, unpack } from './packing.ts'
import type { Topic } from './topic.ts'

/** Something to be done once: a delivery to take in, or an effect to perform. */
export interface Work {
  readonly topic: Topic
  /** With the key the name of the work: who names it the same means the same. */
  readonly source: string
  readonly key: string
  readonly lane: string
  readonly type: string
  readonly payload: string
  /** In seconds since 1970. */
  readonly addedAt: number
  /** Not before, in seconds since 1970; null means at once. */
  readonly at: number | null
}

/** The name of a piece of work within its topic. */
export type WorkName = Pick<Work, 'source' | 'key'>

/** Work as its table has it: packed, and with its digest. */
export type WorkRow = ReturnType<typeof createRow>

/**
 * Puts work into its table in the order given, which is that of its lanes, and wakes them, all in the given
 * transaction. Work that is known already is left as it is: waiting, done or given up.
 *
 * @returns the names of what is new
 */
export async function enqueue(unit: Unit, work: readonly Work[]): Promise<readonly WorkName[]> {
  if (work.length === 0) return []
  const rows = work.map(createRow)
  const { rows: added } = await insertOf(rows).execute(unit.sql)
  const names = new Set(added.map(formatName))
  await unit.wake(rows.filter((row) => names.has(formatName(row))))
  return added
}

/**
 * The same, of work that was made ready before the transaction, and that others wait for: the database is waited for
 * once, by the commit. So a lane is woken for what was known already too, and finds nothing to do.
 *
 * @returns the names of what is new, in an array that is filled when the transaction has ended
 */
export async function sendRows(unit: Unit, rows: readonly WorkRow[]): Promise<readonly WorkName[]> {
  const { rows: added } = await unit.sql.executeQuery(sendWithoutWaiting(insertOf(rows).compile(unit.sql)))
  await unit.wake(rows)
  return added
}

/**
 * One parameter a column, not one a value: the statement is the same for any number of rows, and takes a third less
 * time. Payloads come as one text: an array of them would be read letter by letter. Ids are given out in the order of
 * the rows.
 */
function insertOf(rows: readonly WorkRow[]) {
  return sql<Pick<Work, 'topic' | 'source' | 'key'>>`
    insert into work (topic, source, key, lane, type, payload, packed, digest, state, added_at, due_at, trace)
    select topic, source, key, lane, type, payload, packed, digest, 'waiting', added_at, due_at, trace
    from rows from (
      unnest(
        ${rows.map(({ topic }) => topic)}::text[],
        ${rows.map(({ source }) => source)}::text[],
        ${rows.map(({ key }) => key)}::text[],
        ${rows.map(({ lane }) => lane)}::text[],
        ${rows.map(({ type }) => type)}::text[],
        ${rows.map(({ packed }) => packed)}::boolean[],
        ${rows.map(({ digest }) => digest)}::text[],
        ${rows.map(({ addedAt }) => addedAt)}::bigint[],
        ${rows.map(({ addedAt, at }) => at ?? addedAt)}::bigint[],
        ${rows.map(({ trace }) => trace)}::text[]
      ),
      string_to_table(${rows.map(({ payload }) => payload).join(SEPARATOR)}::text, ${SEPARATOR}::text)
    ) with ordinality
      as row (topic, source, key, lane, type, packed, digest, added_at, due_at, trace, payload, place)
    order by place
    on conflict (topic, source, key) do nothing
    returning topic, source, key`
}

/** By what a changed payload under a known name is found out. */
export function computeWorkDigest({ type, payload }: Pick<Raw, 'type' | 'payload'>): string {
  return createHash('sha256').update(`${type}\n`).update(payload).digest('hex')
}

/** Work whose payload may be in UTF-8 already. */
type Raw = Omit<Work, 'payload'> & { readonly payload: string | Buffer }

/** Makes work ready for its table: what can be computed before the transaction, in which others wait. */
export function createRow(work: Raw) {
  const { topic, source, key, lane, type, addedAt, at } = work
  return {
    topic,
    source,
    key,
    lane,
    type,
    addedAt,
    at,
    ...pack(work.payload),
    digest: computeWorkDigest(work),
    // What is to wait, a soak of hours, would keep its trace open: it begins one of its own.
    trace: at === null ? getCurrentTrace() : null,
  }
}

function formatName({ topic, source, key }: { topic: string } & WorkName): string {
  return JSON.stringify([topic, source, key])
}

/** Work that was tried too often and is left to a person. */
interface DeadLetter {
  readonly id: number
  readonly topic: Topic
  readonly source: string
  readonly key: string
  readonly lane: string
  readonly type: string
  readonly attempts: number
  readonly problem: string
}

/** What is left to people, oldest first. */
export async function listDeadLetters(unit: Unit): Promise<DeadLetter[]> {
  return unit.sql
    .selectFrom('work')
    .select(['id', 'topic', 'source', 'key', 'lane', 'type', 'attempts'])
    .select(sql<string>`coalesce(problem, '')`.as('problem'))
    .where('state', '=', 'given-up')
    .orderBy('id')
    .execute()
}

/**
 * Has work that was given up tried again, as if it were new.
 *
 * @returns whether it was given up
 */
export async function tryAgain(unit: Unit, id: number): Promise<boolean> {
  const row = await unit.sql
    .updateTable('work')
    .set({ state: 'waiting', attempts: 0, begun: false, settled_at: null })
    .where('id', '=', id)
    .where('state', '=', 'given-up')
    .returning(['topic', 'lane'])
    .executeTakeFirst()
  if (!row) return false
  await unit.wake([{ topic: row.topic, lane: row.lane, at: null }])
  return true
}

/** Work of one kind in a lane that nobody has begun, oldest first, so that it can be done as one. */
export async function listWaitingWork(
  unit: Unit,
  { topic, lane, type }: { readonly topic: Topic; readonly lane: string; readonly type: string },
): Promise<readonly { readonly id: number; readonly payload: string }[]> {
  const rows = await unit.sql
    .selectFrom('work')
    .select(['id', 'payload', 'packed'])
    .where('topic', '=', topic)
    .where('lane', '=', lane)
    .where('type', '=', type)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, payload: unpack(row) }))
}
