import { computeWorkDigest, createRow, sendRows, type WorkName, type WorkRow } from '../jobs/outbox.ts'
import type { Task } from '../jobs/tasks.ts'
import type { Transact, Unit } from '../transaction.ts'

/** What came in from outside: a webhook, a button, an alert. Its signature was checked. */
export interface InboxDelivery {
  /** Who delivers: `github`. */
  readonly source: string
  /** The deliverer's own id, by which a delivery that comes again is known. */
  readonly id: string
  /** Deliveries of one lane are taken in by their order, one at a time. */
  readonly lane: string
  /** The deliverer's word for what it is: `issue_comment.created`. */
  readonly type: string
  /** The body as it came: a text, or its UTF-8, which costs less to store. */
  readonly body: string | Buffer
  /** When it came, in seconds since 1970. */
  readonly at: number
}

/**
 * What became of a delivery. `altered` is an alarm: its id is known, and it said something else before.
 * Only `stored` puts anything to work.
 */
export type StoreOutcome = 'stored' | 'duplicate' | 'altered'

/** A delivery as the record has it. */
export type DeliveryRow = WorkRow

/** Makes a delivery ready for the record, so that the transaction that it shares with others does not wait for that. */
export function prepareDelivery({ source, id, lane, type, body, at }: InboxDelivery): DeliveryRow {
  return createRow({ topic: 'inbox', source, key: id, lane, type, payload: body, addedAt: at, at: null })
}

/** Stores deliveries and puts each to work, in one transaction, and says of each what became of it, in order. */
export async function storeDeliveries(
  transact: Transact,
  deliveries: readonly DeliveryRow[],
): Promise<StoreOutcome[]> {
  const first = new Map<string, DeliveryRow>()
  for (const delivery of deliveries)
    if (!first.has(formatName(delivery))) first.set(formatName(delivery), delivery)

  const added = await transact((unit) => sendRows(unit, [...first.values()]))
  const fresh = new Set(added.map(formatName))
  const known = [...first.values()].filter((delivery) => !fresh.has(formatName(delivery)))
  const digests = known.length === 0 ? null : await transact((unit) => readDigests(unit, known))
  return deliveries.map((delivery) => {
    const name = formatName(delivery)
    if (fresh.has(name) && first.get(name) === delivery) return 'stored'
    return (digests?.get(name) ?? first.get(name)?.digest) === delivery.digest ? 'duplicate' : 'altered'
  })
}

/** Which of these deliveries are on record, as work that waits or is done. */
export async function findKnownDeliveries(
  { sql }: Unit,
  { source, ids }: { readonly source: string; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (let from = 0; from < ids.length; from += A_QUERY) {
    const rows = await sql
      .selectFrom('work')
      .select('key')
      .where('topic', '=', 'inbox')
      .where('source', '=', source)
      .where('key', 'in', ids.slice(from, from + A_QUERY))
      .execute()
    for (const { key } of rows) known.add(key)
  }
  return known
}

/**
 * Finds an earlier delivery of GitHub's that said the very same under another id: ids are outside of what is signed, so
 * that whoever captured a delivery can send it again as a new one. Null where there is none on record.
 */
export async function findTwin(
  { sql }: Unit,
  { id, type, payload }: Pick<Task, 'id' | 'type' | 'payload'>,
): Promise<string | null> {
  const twin = await sql
    .selectFrom('work')
    .select('key')
    .where('topic', '=', 'inbox')
    .where('source', '=', 'github')
    .where('digest', '=', computeWorkDigest({ type, payload }))
    .where('id', '<', id)
    .limit(1)
    .executeTakeFirst()
  return twin?.key ?? null
}

/** Names asked about at once. */
const A_QUERY = 500

async function readDigests({ sql }: Unit, known: readonly DeliveryRow[]): Promise<Map<string, string>> {
  const rows = await sql
    .selectFrom('work')
    .select(['source', 'key', 'digest'])
    .where('topic', '=', 'inbox')
    .where((is) => is.or(known.map(({ source, key }) => is.and({ source, key }))))
    .execute()
  return new Map(rows.map((row) => [formatName(row), row.digest]))
}

function formatName({ source, key }: WorkName): string {
  return JSON.stringify([source, key])
}
