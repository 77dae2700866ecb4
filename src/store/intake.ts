import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Delivery, type DeliveryRow, readyDelivery, type Stored, storeDeliveries } from './inbox.ts'
import type { Transact, Transactions } from './transaction.ts'

/** How many deliveries share a transaction at most: what is packed is in memory twice while it runs. */
const AT_ONCE = 64

interface Waiting {
  readonly delivery: DeliveryRow
  readonly answer: (stored: Stored) => void
  readonly fail: (error: unknown) => void
}

/** From so many at once on, it is worth waiting for more. */
const MANY = 8
/** Looks at the sockets without anything new, some tens of microseconds each, after which no more are expected. */
const QUIET_TURNS = 20

/** Stores deliveries; a delivery is answered when it is safe. */
export type StoreDelivery = (delivery: Delivery) => Promise<Stored>

/**
 * The door's way into the inbox. Deliveries that come while a transaction runs wait and share the next one, so that
 * under load a commit is paid for once by many. They are packed while they wait. One that cannot be stored does not
 * take those beside it along: they are then stored one by one.
 */
export function openIntake({ transact, refuseInside }: Transactions): StoreDelivery {
  const waiting: Waiting[] = []
  let running = false

  async function storeAll(): Promise<void> {
    running = true
    let many = false
    while (waiting.length > 0) {
      // What has arrived at the sockets meanwhile comes along. Under load, so does what they send who were answered
      // just now: a transaction costs as much as ten deliveries.
      await nextTurn()
      if (many) await untilQuiet(waiting)
      const group = waiting.splice(0, AT_ONCE)
      many = group.length >= MANY
      await storeTogether(transact, group)
    }
    running = false
  }

  return (delivery) =>
    new Promise((answer, fail) => {
      refuseInside()
      waiting.push({ delivery: readyDelivery(delivery), answer, fail })
      if (!running) void storeAll()
    })
}

async function untilQuiet(waiting: readonly Waiting[]): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS && waiting.length < AT_ONCE; quiet += 1) {
    const before = waiting.length
    await nextTurn()
    if (waiting.length > before) quiet = 0
  }
}

async function storeTogether(transact: Transact, group: readonly Waiting[]): Promise<void> {
  try {
    const answers = await storeDeliveries(
      transact,
      group.map(({ delivery }) => delivery),
    )
    for (const [i, stored] of answers.entries()) group[i]?.answer(stored)
  } catch (error) {
    const [alone, ...others] = group
    if (others.length === 0) return alone?.fail(error)
    for (const one of group) await storeTogether(transact, [one])
  }
}
