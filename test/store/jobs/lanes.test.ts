import { expect, it } from 'vitest'
import { enterWorker, leaveWorker } from '../../../src/store/jobs/heartbeats.ts'
import {
  claimLane,
  holdLane,
  LaneLost,
  releaseAbandonedLanes,
  releaseLane,
} from '../../../src/store/jobs/lanes.ts'
import type { Store } from '../../../src/store/store.ts'
import { onBoth } from '../places.ts'

async function claim(store: Store, worker: string) {
  return store.transact(async (unit) => {
    await enterWorker(unit, worker)
    return claimLane(unit, { topic: 'effects', lane: 'v2.0.1', worker })
  })
}

/** A claim that nobody disputes. */
async function claimed(store: Store, worker: string) {
  const mine = await claim(store, worker)
  if (!mine) throw new Error('the lane was taken')
  return mine
}

onBoth((open) => {
  it('a lane is one worker’s, and is not given back before it was looked through for whoever came', async () => {
    await using opened = await open()
    const { store } = opened
    const mine = await claimed(store, 'ada')
    expect(await claim(store, 'grace')).toBe(null)
    expect(await store.transact((unit) => releaseLane(unit, mine))).toBe(false)
    const looked = await store.transact((unit) => holdLane(unit, mine))
    expect(await store.transact((unit) => releaseLane(unit, looked))).toBe(true)
    expect((await claimed(store, 'grace')).token).toBeGreaterThan(mine.token)
  })

  it('a lane of a worker that left is free, and no longer that worker’s to write in', async () => {
    await using opened = await open()
    const { store } = opened
    const mine = await claimed(store, 'ada')
    await store.transact((unit) => leaveWorker(unit, 'ada'))
    await claimed(store, 'grace')
    await expect(store.transact((unit) => holdLane(unit, mine))).rejects.toBeInstanceOf(LaneLost)
    expect(await store.transact((unit) => releaseLane(unit, mine))).toBe(true)
    expect(await claim(store, 'ada')).toBe(null)
  })

  it('what a worker has and no longer works is free again, what it works is not', async () => {
    await using opened = await open()
    const { store } = opened
    await claimed(store, 'ada')
    await store.transact((unit) => releaseAbandonedLanes(unit, 'ada', ['v2.0.1']))
    expect(await claim(store, 'grace')).toBe(null)
    await store.transact((unit) => releaseAbandonedLanes(unit, 'ada', []))
    await claimed(store, 'grace')
  })
})
