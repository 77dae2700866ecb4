import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { appendEvents, readEvents } from '../../../src/store/events/events.ts'
import { listOpenReleases, listReleases } from '../../../src/store/events/releases.ts'
import { enqueue } from '../../../src/store/jobs/outbox.ts'
import type { Store } from '../../../src/store/store.ts'
import { append, EVENT, effect } from '../appends.ts'
import { onBoth } from '../places.ts'

const RELEASE = 'godel/api v2.0.1'

function read(store: Store, after = 0) {
  return store.transact((unit) => readEvents(unit, { release: RELEASE, after, schema: EVENT }))
}

function workOf(store: Store) {
  return store.transact(({ sql: trx }) => trx.selectFrom('work').select('key').orderBy('id').execute())
}

onBoth((open) => {
  it('reads back what was appended, in order, with who and when', async () => {
    await using opened = await open()
    const { store } = opened
    const note = 'a \u0000 of "quotes", a \\ and é'
    const events = [{ type: 'Opened', note }]
    const first = append({ release: RELEASE, events })
    expect(await store.transact((unit) => appendEvents(unit, first))).toEqual({
      kind: 'appended',
      version: 1,
    })
    const more = [
      { type: 'Planned', note: 'three picks' },
      { type: 'Held', note: 'lunch' },
    ]
    const second = append({
      release: RELEASE,
      expectedVersion: 1,
      events: more,
      by: 'grace',
      at: 1_700_000_060,
    })
    await store.transact((unit) => appendEvents(unit, second))

    expect(await read(store)).toEqual([
      { version: 1, event: { type: 'Opened', note }, by: 'ada', at: 1_700_000_000 },
      { version: 2, event: more[0], by: 'grace', at: 1_700_000_060 },
      { version: 3, event: more[1], by: 'grace', at: 1_700_000_060 },
    ])
    expect((await read(store, 2)).map(({ version }) => version)).toEqual([3])
  })

  it('answers a conflict, and writes nothing then', async () => {
    await using opened = await open()
    const { store } = opened
    await store.transact((unit) => appendEvents(unit, append({ release: RELEASE })))
    for (const expectedVersion of [0, 2]) {
      const late = append({ release: RELEASE, expectedVersion, effects: [effect('late')] })
      expect(await store.transact((unit) => appendEvents(unit, late))).toEqual({
        kind: 'conflict',
        expected: expectedVersion,
        actual: 1,
      })
    }
    expect(await read(store)).toHaveLength(1)
    expect(await workOf(store)).toEqual([])
  })

  it('lets one of many who decide at the same time through', async () => {
    await using opened = await open()
    const { store } = opened
    const tries = Array.from({ length: 8 }, (_, i) =>
      store.transact((unit) =>
        appendEvents(unit, append({ release: RELEASE, by: `person ${i}`, effects: [effect('push')] })),
      ),
    )
    const answers = (await Promise.all(tries)).map(({ kind }) => kind)
    expect(answers.filter((kind) => kind === 'appended')).toHaveLength(1)
    expect(answers.filter((kind) => kind === 'conflict')).toHaveLength(7)
    expect(await read(store)).toHaveLength(1)
  })

  it('puts each effect to work once by its key, in the order given', async () => {
    await using opened = await open()
    const { store } = opened
    const effects = ['push', 'bump', 'announce'].map((key) => effect(key))
    await store.transact((unit) => appendEvents(unit, append({ release: RELEASE, effects })))
    const again = append({ release: RELEASE, expectedVersion: 1, effects: [effect('tag'), effect('push')] })
    await store.transact((unit) => appendEvents(unit, again))
    expect((await workOf(store)).map(({ key }) => key)).toEqual(['push', 'bump', 'announce', 'tag'])
  })

  it('undoes events, projection, effects and jobs together', async () => {
    await using opened = await open()
    const { store } = opened
    const broken = store.transact(async (unit) => {
      await appendEvents(unit, append({ release: RELEASE, effects: [effect('push')] }))
      throw new Error('the power went')
    })
    await expect(broken).rejects.toThrow('the power went')
    expect(await read(store)).toEqual([])
    expect(await workOf(store)).toEqual([])
    expect(await store.transact((unit) => listOpenReleases(unit, null))).toEqual([])
    const jobs = await store.transact(({ sql: trx }) => sql`select 1 from pgboss.job`.execute(trx))
    expect(jobs.rows).toEqual([])
  })

  it('lists open releases, of one repository or of all', async () => {
    await using opened = await open()
    const { store } = opened
    const of = (repository: string, isOpen: boolean, phase: string) => ({
      projection: { repository, open: isOpen, embargoed: false, summary: { phase } },
    })
    for (const one of [
      append({ release: 'a v1.0.1', ...of('a', true, 'testing') }),
      append({ release: 'a v1.0.0', ...of('a', false, 'done') }),
      append({ release: 'b v3.2.1', ...of('b', true, 'preparation') }),
    ]) {
      await store.transact((unit) => appendEvents(unit, one))
    }
    const all = await store.transact((unit) => listOpenReleases(unit, null))
    expect(all.map(({ release }) => release)).toEqual(['a v1.0.1', 'b v3.2.1'])
    expect(await store.transact((unit) => listOpenReleases(unit, 'a'))).toEqual([
      {
        release: 'a v1.0.1',
        repository: 'a',
        version: 1,
        open: true,
        embargoed: false,
        summary: { phase: 'testing' },
        changedAt: 1_700_000_000,
      },
    ])
    const ofA = await store.transact((unit) => listReleases(unit, 'a'))
    expect(ofA.map(({ release, open }) => [release, open])).toEqual([
      ['a v1.0.1', true],
      ['a v1.0.0', false],
    ])
  })

  it.each([
    ['update events set by = $$nobody$$', 'UPDATE'],
    ['delete from events', 'DELETE'],
    ['truncate events', 'TRUNCATE'],
  ])('never lets an event be changed: %s', async (statement, operation) => {
    await using opened = await open()
    const { store } = opened
    await store.transact((unit) => appendEvents(unit, append({ release: RELEASE })))
    const change = store.transact(({ sql: trx }) => sql.raw(statement).execute(trx))
    await expect(change).rejects.toThrow(`events are only ever appended: ${operation}`)
  })

  it('says which event it does not know, and reads none then', async () => {
    await using opened = await open()
    const { store } = opened
    const events = [{ type: 'Teleported' }]
    await store.transact((unit) => appendEvents(unit, append({ release: RELEASE, events })))
    await expect(read(store)).rejects.toThrow(/^Event 1 of godel\/api v2\.0\.1 \(Teleported\) is none that/)
  })

  it('wants an event behind every effect', async () => {
    await using opened = await open()
    const nothing = append({ release: RELEASE, events: [], effects: [effect('push')] })
    await expect(opened.store.transact((unit) => appendEvents(unit, nothing))).rejects.toThrow(
      'event behind it',
    )
  })

  it('breaks at once where a transaction is asked for inside of another, instead of waiting for ever', async () => {
    await using opened = await open()
    const { store } = opened
    const nested = store.transact(() => store.transact(async () => 'never'))
    await expect(nested).rejects.toThrow('inside of another')
    const at = { source: 'github', id: '1', lane: 'a', type: 'issues', body: '{}', at: 1 }
    await expect(store.transact(() => store.storeDelivery(at))).rejects.toThrow('inside of another')
    // @ts-expect-error: a store is no open transaction, so work cannot be put beside one
    const beside = () => enqueue(store, [])
    expect(beside).toBeTypeOf('function')
    expect(await store.transact(async () => 'free again')).toBe('free again')
  })
})
