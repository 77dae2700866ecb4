import { describe, expect, it } from 'vitest'
import { readServerVersion } from '../../../src/store/postgres/server-version.ts'
import { openStore } from '../../../src/store/store.ts'
import { refusal } from '../../git/repositories.ts'
import { hasPostgres, startCluster } from '../cluster.ts'
import { freshDatabase, openIn } from '../places.ts'
import { atWork, give, settled, states, until } from '../workers.ts'

it('refuses a server that does not answer, and does not show the password', async () => {
  const place = { kind: 'server', url: 'postgres://ada:secret@127.0.0.1:1/captain' } as const
  expect(await refusal(openStore(place, () => {}))).toMatchInlineSnapshot(`
    "[usage] Can't use the PostgreSQL server of DATABASE_URL (connect ECONNREFUSED 127.0.0.1:1).
    Next: Check that the server runs, and that host, port, database, user and password in DATABASE_URL are right. \`psql "$DATABASE_URL" -c "select 1"\` tests the same."
  `)
})

describe.skipIf(!hasPostgres())('a PostgreSQL server', () => {
  it('says which it is, and has nothing made on it by that', async () => {
    const { url } = await freshDatabase('template0')
    expect(Number.parseInt(await readServerVersion(url), 10)).toBeGreaterThanOrEqual(15)
    const wrong = new URL(url)
    wrong.pathname = '/nowhere'
    expect(await refusal(readServerVersion(wrong.href))).toContain(
      'the PostgreSQL server of DATABASE_URL (database "nowhere" does not',
    )
  })

  it('is opened by several replicas at the same time, which share the work', async () => {
    const place = await freshDatabase('template0')
    const replicas = await Promise.all([openIn(place), openIn(place), openIn(place)])
    const [first, second] = replicas
    if (!first || !second) throw new Error('three were opened')
    const one = await atWork(first)
    const two = await atWork(second)
    const keys = Array.from({ length: 30 }, (_, i) => `effect ${i}`)
    for (const key of keys) await give(first.store, [key], { lane: key })
    await settled(first.store)
    expect([...one.performed, ...two.performed].sort()).toEqual(keys.sort())
    await Promise.all([one.worker.stop(5_000), two.worker.stop(5_000)])
    for (const replica of replicas) await replica.store.close()
  })

  it('stores a delivery once, when two replicas get it many times and in another order', async () => {
    const place = await freshDatabase('template0')
    const replicas = [await openIn(place), await openIn(place)] as const
    const ids = ['a', 'b', 'c', 'd', 'e']
    const sent = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? ids : ids.toReversed())).flat()
    const answers = await Promise.all(
      sent.map((id, i) =>
        replicas[i % 10 < 5 ? 0 : 1].store.storeDelivery({
          source: 'github',
          id,
          lane: 'a',
          type: 'push',
          body: '{}',
          at: 1,
        }),
      ),
    )
    expect(answers.filter((stored) => stored === 'stored')).toHaveLength(ids.length)
    expect(answers.filter((stored) => stored === 'duplicate')).toHaveLength(sent.length - ids.length)
    for (const replica of replicas) await replica.store.close()
  })

  it('may crash and come back: work goes on, and the record says meanwhile that it is ill', async () => {
    await using cluster = await startCluster()
    const opened = await openIn({ kind: 'server', url: await cluster.freshDatabase() })
    const work = await atWork(opened)
    await give(opened.store, ['before'])
    await settled(opened.store)
    cluster.kill()
    expect(await opened.store.health()).toMatchObject({ kind: 'ill', refusal: { kind: 'usage' } })
    cluster.start()
    await until(async () => (await opened.store.health()).kind === 'well')
    await give(opened.store, ['after'])
    await work.worker.tick()
    await settled(opened.store)
    expect(await states(opened.store)).toEqual({ before: 'done', after: 'done' })
    await work.worker.stop(5_000)
    await opened.store.close()
  })
})
