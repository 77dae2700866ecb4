import type { Unit } from './transaction.ts'
import { digestOf, enqueue } from './work.ts'

/** What came in from outside: a webhook, a button, an alert. Its signature was checked. */
export interface Delivery {
  /** Who delivers: `github`. */
  readonly source: string
  /** The deliverer's own id, by which a delivery that comes again is known. */
  readonly id: string
  /** Deliveries of one lane are taken in by their order, one at a time. */
  readonly lane: string
  /** The deliverer's word for what it is: `issue_comment.created`. */
  readonly type: string
  /** The body as it came. */
  readonly body: string
  /** When it came, in seconds since 1970. */
  readonly at: number
}

/**
 * What became of a delivery. `altered` is an alarm: its id is known, and it said something else before.
 * Only `stored` puts anything to work.
 */
export type Stored = 'stored' | 'duplicate' | 'altered'

/** Stores deliveries and puts each to work, in the given transaction, and says of each what became of it, in order. */
export async function storeDeliveries(unit: Unit, deliveries: readonly Delivery[]): Promise<Stored[]> {
  const first = new Map<string, Delivery>()
  for (const delivery of deliveries) if (!first.has(nameOf(delivery))) first.set(nameOf(delivery), delivery)

  const added = await enqueue(unit, [...first.values()].map(workOf))
  const fresh = new Set(added.map(({ source, key }) => nameOf({ source, id: key })))
  const known = [...first.values()].filter((delivery) => !fresh.has(nameOf(delivery)))
  const digests = await digestsOf(unit, known)
  return deliveries.map((delivery) => {
    const name = nameOf(delivery)
    if (fresh.has(name) && first.get(name) === delivery) return 'stored'
    return (digests.get(name) ?? digestIn(first, name)) === deliveryDigest(delivery) ? 'duplicate' : 'altered'
  })
}

/** Which of these deliveries are on record, as work that waits or is done. */
export async function knownDeliveries(
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

/** Names asked about at once. */
const A_QUERY = 500

async function digestsOf({ sql }: Unit, known: readonly Delivery[]): Promise<Map<string, string>> {
  if (known.length === 0) return new Map()
  const rows = await sql
    .selectFrom('work')
    .select(['source', 'key', 'digest'])
    .where('topic', '=', 'inbox')
    .where((is) => is.or(known.map(({ source, id }) => is.and({ source, key: id }))))
    .execute()
  return new Map(rows.map(({ source, key, digest }) => [nameOf({ source, id: key }), digest]))
}

function digestIn(deliveries: ReadonlyMap<string, Delivery>, name: string): string | null {
  const delivery = deliveries.get(name)
  return delivery ? deliveryDigest(delivery) : null
}

function deliveryDigest({ type, body }: Delivery): string {
  return digestOf({ type, payload: body })
}

function workOf({ source, id, lane, type, body, at }: Delivery) {
  return { topic: 'inbox', source, key: id, lane, type, payload: body, addedAt: at, at: null } as const
}

function nameOf({ source, id }: Pick<Delivery, 'source' | 'id'>): string {
  return JSON.stringify([source, id])
}
