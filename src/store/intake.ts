import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Delivery, type Stored, storeDeliveries } from './inbox.ts'
import type { Transact, Transactions } from './transaction.ts'

/** How many deliveries share a transaction at most: their bodies are in memory twice while it runs. */
const AT_ONCE = 64

interface Waiting {
  readonly delivery: Delivery
  readonly answer: (stored: Stored) => void
  readonly fail: (error: unknown) => void
}

/** Stores deliveries; a delivery is answered when it is safe. */
export type StoreDelivery = (delivery: Delivery) => Promise<Stored>

/**
 * The door's way into the inbox. Deliveries that come while a transaction runs wait and share the next one, so that
 * under load a commit is paid for once by many. One that cannot be stored does not take those beside it along: they
 * are then stored one by one.
 */
export function openIntake({ transact, refuseInside }: Transactions): StoreDelivery {
  const waiting: Waiting[] = []
  let running = false

  async function storeAll(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      // What has arrived at the sockets meanwhile comes along.
      await nextTurn()
      await storeTogether(transact, waiting.splice(0, AT_ONCE))
    }
    running = false
  }

  return (delivery) =>
    new Promise((answer, fail) => {
      refuseInside()
      waiting.push({ delivery, answer, fail })
      if (!running) void storeAll()
    })
}

async function storeTogether(transact: Transact, group: readonly Waiting[]): Promise<void> {
  try {
    const answers = await transact((unit) =>
      storeDeliveries(
        unit,
        group.map(({ delivery }) => delivery),
      ),
    )
    for (const [i, stored] of answers.entries()) group[i]?.answer(stored)
  } catch (error) {
    const [alone, ...others] = group
    if (others.length === 0) return alone?.fail(error)
    for (const one of group) await storeTogether(transact, [one])
  }
}
