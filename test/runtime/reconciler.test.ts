import { describe, expect, it } from 'vitest'
import { createReconciler } from '../../src/runtime/reconciler.ts'
import { freshPlace, openIn } from '../store/places.ts'

describe('a round of the reconciler', () => {
  it('ends with the part that is under way when the program is told to end', async () => {
    await using opened = await openIn(await freshPlace())
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const said: string[] = []
    let reads = 0
    const reconciler = createReconciler({
      store: opened.store,
      now: () => 1_700_000_000,
      github: {
        deliveryLog: { listSince: async () => [], redeliver: async () => undefined },
        listRepositories: async () => {
          reads++
          asked.resolve()
          await answered.promise
          return []
        },
      },
      log: { info: (_, what) => said.push(what), warn: (_, what) => said.push(what) },
    })
    const round = reconciler.run()
    await asked.promise
    let hasEnded = false
    const ending = reconciler.stop().then(() => {
      hasEnded = true
    })
    await Promise.resolve()
    expect(hasEnded).toBe(false)
    answered.resolve()
    await Promise.all([round, ending])
    expect([reads, said]).toEqual([1, []])
  })
})
