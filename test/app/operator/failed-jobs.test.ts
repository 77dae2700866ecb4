import { expect, it } from 'vitest'
import { runJobsCommand } from '../../../src/app/operator/failed-jobs.ts'
import { openStore } from '../../../src/store/store.ts'
import type { StoreLocation } from '../../../src/store/store-location.ts'
import { freshPlace, openIn } from '../../store/places.ts'
import { atWork, give, settled, states } from '../../store/workers.ts'

/** A record in which one job was given up. */
async function withFailedJob(): Promise<StoreLocation> {
  const place = await freshPlace()
  const store = await openStore(place, () => undefined)
  const perform = async () => {
    throw new Error('GitHub is down')
  }
  const once = { attempts: 1, longest: 300, giveUp: async () => {} }
  {
    await using _work = await atWork(
      { store, place, troubles: [], [Symbol.asyncDispose]: async () => {} },
      perform,
      {
        retryPolicy: once,
      },
    )
    await give(store, ['push-tag'])
    await settled(store)
  }
  await store.close()
  return place
}

it('lists what the App gave up, and puts one job back to work', async () => {
  const place = await withFailedJob()
  const { failed } = await runJobsCommand(place, { action: 'list' })
  expect(failed).toMatchObject([{ topic: 'effects', attempts: 1, problem: 'GitHub is down' }])

  const id = failed[0]?.id ?? 0
  expect(await runJobsCommand(place, { action: 'retry', id })).toEqual({ retried: id, failed: [] })
  await expect(runJobsCommand(place, { action: 'retry', id })).rejects.toThrow(`Job ${id} isn't given up.`)

  await using opened = await openIn(place)
  expect(await states(opened.store)).toEqual({ 'push-tag': 'waiting' })
})
