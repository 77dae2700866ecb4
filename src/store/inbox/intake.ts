import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transact, Transactions } from '../transaction.ts'
import {
  type DeliveryRow,
  type InboxDelivery,
  prepareDelivery,
  type StoreOutcome,
  storeDeliveries,
} from './deliveries.ts'

/** How many deliveries share a transaction at most: what is packed is in memory twice while it runs. */
const AT_ONCE = 64

interface Waiting {
  readonly delivery: DeliveryRow
  readonly answer: (stored: StoreOutcome) => void
  readonly fail: (error: unknown) => void
}

/** Stores deliveries; a delivery is answered when it is safe. */
export type StoreDelivery = (delivery: InboxDelivery) => Promise<StoreOutcome>

/**
 * The door's way into the inbox. Deliveries that come while a transaction runs wait and share the next one, so that
 * under load a commit is paid for once by many. They are packed while they wait, and those before them are answered
 * while the database has the next ones already. One that cannot be stored does not take those beside it along: they
 * are then stored one by one.
 */
export function openIntake({ transact, refuseInside }: Transactions): StoreDelivery {
  const waiting: Waiting[] = []
  let running = false

  /** What has arrived at the sockets meanwhile comes along. */
  async function takeWaiting(): Promise<Waiting[]> {
    await nextTurn()
    return waiting.splice(0, AT_ONCE)
  }

  async function storeAll(): Promise<void> {
    running = true
    let answer = await storeTogether(transact, await takeWaiting())
    while (waiting.length > 0) {
      const next = storeTogether(transact, await takeWaiting())
      // It is on its way by then.
      await nextTurn()
      answer()
      answer = await next
    }
    running = false
    answer()
  }

  return (delivery) =>
    new Promise((answer, fail) => {
      refuseInside()
      waiting.push({ delivery: prepareDelivery(delivery), answer, fail })
      if (!running) void storeAll()
    })
}

/** Tells those of a transaction what became of them. */
type Answer = () => void

async function storeTogether(transact: Transact, group: readonly Waiting[]): Promise<Answer> {
  const deliveries = group.map(({ delivery }) => delivery)
  try {
    const answers = await storeDeliveries(transact, deliveries)
    return () => {
      for (const [i, stored] of answers.entries()) group[i]?.answer(stored)
    }
  } catch (error) {
    const [alone, ...others] = group
    if (others.length === 0) return () => alone?.fail(error)
    const answers: Answer[] = []
    for (const one of group) answers.push(await storeTogether(transact, [one]))
    return () => {
      for (const answer of answers) answer()
    }
  }
}
