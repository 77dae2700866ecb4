import { expect, it } from 'vitest'
import { openIntake } from '../../../src/store/inbox/intake.ts'
import type { Transact } from '../../../src/store/transaction.ts'

function delivery(id: string) {
  return { source: 'github', id, lane: 'repository:1', type: 'issues.labeled', body: '{}', at: 1_700_000_000 }
}

/** Transactions that last until they are ended, each with the names of what it stored. */
function heldTransactions() {
  const begun: ((ids: readonly string[]) => void)[] = []
  const transact: Transact = <T>() =>
    new Promise<T>((resolve) => {
      begun.push((ids) => resolve(ids.map((key) => ({ source: 'github', key })) as T))
    })
  return { begun, transactions: { transact, refuseInside: () => {} } }
}

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await new Promise(setImmediate)
}

it('what is on record is answered while those after it are still being stored', async () => {
  const { begun, transactions } = heldTransactions()
  const storeDelivery = openIntake(transactions)
  const answered: string[] = []
  const store = (id: string) => storeDelivery(delivery(id)).then((stored) => answered.push(`${id} ${stored}`))

  const first = store('first')
  await turns()
  const after = [store('second'), store('third')]
  await turns()
  expect(begun).toHaveLength(1)

  begun[0]?.(['first'])
  await first
  await turns()
  expect(begun).toHaveLength(2)
  expect(answered).toEqual(['first stored'])

  begun[1]?.(['second', 'third'])
  await Promise.all(after)
  expect(answered).toEqual(['first stored', 'second stored', 'third stored'])
})

it('the next transaction is sent before those of the last one are answered', async () => {
  const { begun, transactions } = heldTransactions()
  const storeDelivery = openIntake(transactions)
  const first = storeDelivery(delivery('first')).then(() => begun.length)
  await turns()
  const second = storeDelivery(delivery('second'))
  begun[0]?.(['first'])
  expect(await first).toBe(2)
  begun[1]?.(['second'])
  expect(await second).toBe('stored')
})
