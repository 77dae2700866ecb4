import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { appendEvents, readEvents } from '../../../src/store/events/events.ts'
import { listDeadLetters, tryAgain } from '../../../src/store/jobs/outbox.ts'
import { TASK_DONE } from '../../../src/store/jobs/tasks.ts'
import { append, EVENT } from '../appends.ts'
import { onBoth } from '../places.ts'
import { atWork, give, problems, settled, states, until } from '../workers.ts'

const RELEASE = 'godel/api v2.0.1'

onBoth((open) => {
  it('performs the work of a lane in order, one at a time', async () => {
    await using opened = await open()
    let inside = 0
    await using work = await atWork(opened, async () => {
      inside += 1
      expect(inside).toBe(1)
      await new Promise(setImmediate)
      inside -= 1
      return TASK_DONE
    })
    const keys = Array.from({ length: 25 }, (_, i) => `effect ${i}`)
    await give(opened.store, keys.slice(0, 10))
    for (const key of keys.slice(10)) await give(opened.store, [key])
    await settled(opened.store)
    expect(work.performed).toEqual(keys)
  })

  it('gives a performer the payload as it came, long or short', async () => {
    await using opened = await open()
    const payloads: string[] = []
    await using _work = await atWork(opened, async ({ payload }) => {
      payloads.push(payload)
      return TASK_DONE
    })
    const long = JSON.stringify({ body: 'déjà vu '.repeat(1000) })
    await give(opened.store, ['short'], { payload: '{"a":1}' })
    await give(opened.store, ['long'], { payload: long })
    await settled(opened.store)
    expect(payloads).toEqual(['{"a":1}', long])
  })

  it.each([
    // It enters, claims the lane with its first task, and writes down what became of that, or that it failed.
    ['before anything is done', [2], ['one']],
    ['behind what was done, which is done once more', [3, 4], ['one', 'one']],
  ])('tells of a lane that breaks off %s, and goes on with it', async (_, breaks, performed) => {
    await using opened = await open()
    const { store } = opened
    let calls = 0
    const transact: typeof store.transact = async (work) => {
      calls += 1
      if (breaks.includes(calls)) throw new Error('The database went away.')
      return store.transact(work)
    }
    await using work = await atWork({ ...opened, store: { ...store, transact } })
    await give(store, ['one'])
    await until(() => opened.troubles.splice(0).some((one) => one.includes('broke off')))
    await work.worker.tick()
    await settled(store)
    expect(work.performed).toEqual(performed)
  })

  it('performs the work of different lanes side by side', async () => {
    await using opened = await open()
    const both = Promise.withResolvers<void>()
    const inside = new Set<string>()
    await using work = await atWork(opened, async ({ lane }) => {
      inside.add(lane)
      if (inside.size === 2) both.resolve()
      await both.promise
      return TASK_DONE
    })
    await give(opened.store, ['one'], { lane: 'v2.0.1' })
    await give(opened.store, ['two'], { lane: 'v1.9.7' })
    await settled(opened.store)
    expect(work.performed.sort()).toEqual(['one', 'two'])
  })

  it('tries again what failed, holds up what comes after it, and nothing else', async () => {
    await using opened = await open()
    const { store } = opened
    let broken = true
    await using work = await atWork(opened, async ({ key }) => {
      if (key === 'push' && broken) throw new Error('502')
      return TASK_DONE
    })
    await give(store, ['push', 'tag'])
    await give(store, ['elsewhere'], { lane: 'v1.9.7' })
    await until(async () => (await states(store))['elsewhere'] === 'done' && work.performed.length === 2)
    await work.worker.tick()
    broken = false
    expect(await states(store)).toMatchObject({ push: 'waiting', tag: 'waiting' })
    await until(async () => {
      work.clock.now += 1
      await work.worker.tick()
      return (await states(store))['tag'] === 'done'
    })
    expect(work.performed.filter((key) => key !== 'elsewhere')).toEqual(['push', 'push', 'tag'])
  })

  it('gives up what fails too often, tells a person, and goes on with the rest', async () => {
    await using opened = await open()
    const { store } = opened
    await using work = await atWork(opened, async ({ key }) => {
      if (key === 'poison') throw new Error('no such branch')
      return TASK_DONE
    })
    await give(store, ['poison', 'next'])
    await until(async () => {
      work.clock.now += 10
      await work.worker.tick()
      return (await states(store))['next'] === 'done'
    })
    expect(work.performed).toEqual(['poison', 'poison', 'poison', 'next'])
    expect(work.givenUp).toEqual(['poison: no such branch'])
    const [left] = await store.transact(listDeadLetters)
    expect(left).toMatchObject({ key: 'poison', attempts: 3, problem: 'no such branch' })
  })

  it('tries again what was given up when a person wants it to', async () => {
    await using opened = await open()
    const { store } = opened
    let broken = true
    const once = { attempts: 1, longest: 300, giveUp: async () => {} }
    const perform = async () => {
      if (broken) throw new Error('down')
      return TASK_DONE
    }
    await using work = await atWork(opened, perform, { retryPolicy: once })
    await give(store, ['push'])
    await settled(store)
    const [left] = await store.transact(listDeadLetters)
    broken = false
    expect(await store.transact((unit) => tryAgain(unit, left?.id ?? 0))).toBe(true)
    await settled(store)
    expect(work.performed).toEqual(['push', 'push'])
    expect(await store.transact((unit) => tryAgain(unit, left?.id ?? 0))).toBe(false)
  })

  it('waits as long as the world says, and does not count that as a failure', async () => {
    await using opened = await open()
    const { store } = opened
    await using work = await atWork(opened, async ({ attempt }) => {
      expect(attempt).toBe(1)
      if (work.clock.now >= 1_700_000_300) return TASK_DONE
      return { kind: 'later', at: work.clock.now + 60, why: 'secondary rate limit' }
    })
    await give(store, ['comment', 'after'])
    const isDone = async () => (await states(store))['after'] === 'done'
    while (!(await isDone())) {
      work.clock.now += 60
      const before = work.performed.length
      await until(async () => {
        await work.worker.tick()
        return work.performed.length > before || (await isDone())
      })
    }
    expect(work.performed.length).toBeGreaterThan(4)
    expect(work.performed.at(-1)).toBe('after')
  })

  it('performs nothing before its time, and lets others pass meanwhile', async () => {
    await using opened = await open()
    const { store } = opened
    await using work = await atWork(opened)
    await give(store, ['soak is over'], { at: 1_700_001_800 })
    await give(store, ['announce'])
    await until(async () => (await states(store))['announce'] === 'done')
    work.clock.now += 1_799
    await work.worker.tick()
    expect(work.performed).toEqual(['announce'])
    work.clock.now += 1
    await work.worker.tick()
    await settled(store)
    expect(work.performed).toEqual(['announce', 'soak is over'])
  })

  it('writes what a performer writes with the mark that it is done, or neither', async () => {
    await using opened = await open()
    const { store } = opened
    let broken = true
    await using work = await atWork(opened, async () => ({
      kind: 'done',
      write: async (unit) => {
        await appendEvents(unit, append({ release: RELEASE }))
        if (broken) throw new Error('cut off')
      },
    }))
    await give(store, ['push'])
    await until(() => work.performed.length === 1)
    const read = () =>
      store.transact((unit) => readEvents(unit, { release: RELEASE, after: 0, schema: EVENT }))
    expect(await read()).toEqual([])
    await until(async () => (await problems(store))['push'] === 'cut off')
    broken = false
    work.clock.now += 1
    await until(async () => {
      await work.worker.tick()
      return (await states(store))['push'] === 'done'
    })
    expect(await read()).toHaveLength(1)
  })

  it('finds work whose job was lost', async () => {
    await using opened = await open()
    const { store } = opened
    await give(store, ['push'])
    await store.transact(({ sql: trx }) => sql`delete from pgboss.job`.execute(trx))
    await using work = await atWork(opened)
    await work.worker.tick()
    await settled(store)
    expect(work.performed).toEqual(['push'])
  })

  it('takes over from a worker that stands still, and refuses all that it writes later', async () => {
    await using opened = await open()
    const { store } = opened
    const thaw = Promise.withResolvers<void>()
    const frozen = await atWork(opened, async () => {
      await thaw.promise
      const write = async () => void frozen.performed.push('written by the dead')
      return { kind: 'done', write }
    })
    await give(store, ['push'])
    await until(() => frozen.performed.length === 1)
    await using other = await atWork(opened)
    for (let i = 0; i < 3; i += 1) await other.worker.tick()
    expect(other.performed).toEqual([])
    await other.worker.tick()
    await settled(store)
    thaw.resolve()
    await frozen.worker.stop(10_000)
    expect(other.performed).toEqual(['push'])
    expect(frozen.performed).toEqual(['push'])
  })

  it('leaves alone a worker that beats, however long its work takes', async () => {
    await using opened = await open()
    const finish = Promise.withResolvers<void>()
    const perform = async () => {
      await finish.promise
      return TASK_DONE
    }
    await using slow = await atWork(opened, perform, { lanesAtOnce: 1 })
    await give(opened.store, ['push'])
    await until(() => slow.performed.length === 1)
    await using other = await atWork(opened)
    await give(opened.store, ['elsewhere'], { lane: 'v1.9.7' })
    for (let i = 0; i < 12; i += 1) {
      await slow.worker.tick()
      await other.worker.tick()
    }
    await until(async () => (await states(opened.store))['elsewhere'] === 'done')
    finish.resolve()
    await settled(opened.store)
    expect(slow.performed).toEqual(['push'])
    expect(other.performed).toEqual(['elsewhere'])
  })

  it('stops after what it is at, and leaves the rest to others at once', async () => {
    await using opened = await open()
    const { store } = opened
    const finish = Promise.withResolvers<void>()
    const first = await atWork(opened, async () => {
      await finish.promise
      return TASK_DONE
    })
    await give(store, ['push', 'tag'])
    await until(() => first.performed.length === 1)
    const stopped = first.worker.stop(10_000)
    finish.resolve()
    await stopped
    expect(await states(store)).toEqual({ push: 'done', tag: 'waiting' })
    await using second = await atWork(opened)
    await second.worker.tick()
    await settled(store)
    expect(second.performed).toEqual(['tag'])
  })

  it('waits for what it is at no longer than it was told, and what breaks off then is no trouble', async () => {
    const opened = await open()
    const finish = Promise.withResolvers<void>()
    const { worker, performed } = await atWork(opened, async () => {
      await finish.promise
      return TASK_DONE
    })
    await give(opened.store, ['push'])
    await until(() => performed.length === 1)
    await worker.stop(0)
    await opened[Symbol.asyncDispose]()
    finish.resolve()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(opened.troubles).toEqual([])
  })

  it('any work, any failures, two workers: each lane in order, nothing twice, nothing lost', async () => {
    await using opened = await open()
    const { store } = opened
    const failing = new Set<string>()
    const inside = new Set<string>()
    const finished: string[] = []
    const perform = async ({ key, lane }: { key: string; lane: string }) => {
      expect(inside.has(lane)).toBe(false)
      inside.add(lane)
      await new Promise(setImmediate)
      inside.delete(lane)
      if (failing.delete(key)) throw new Error('once')
      return { kind: 'done', write: async () => void finished.push(key) } as const
    }
    await using one = await atWork(opened, perform)
    await using two = await atWork(opened, perform)
    const some = fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() }), {
      maxLength: 12,
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(some, async (pieces) => {
        run += 1
        finished.length = 0
        const named = pieces.map((piece, i) => ({
          ...piece,
          lane: `${run} ${piece.lane}`,
          key: `${run} ${i}`,
        }))
        for (const { key, fails } of named) if (fails) failing.add(key)
        for (const { key, lane } of named) await give(store, [key], { lane })
        await until(async () => {
          one.clock.now = two.clock.now += 1
          await one.worker.tick()
          await two.worker.tick()
          return !Object.values(await states(store)).includes('waiting')
        })
        for (const lane of new Set(named.map((piece) => piece.lane))) {
          const keys = named.filter((piece) => piece.lane === lane).map(({ key }) => key)
          expect(finished.filter((key) => keys.includes(key))).toEqual(keys)
        }
        expect(finished).toHaveLength(named.length)
      }),
      { numRuns: 12 },
    )
    expect(opened.troubles).toEqual([])
  })
})
