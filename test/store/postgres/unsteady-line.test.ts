import { describe, expect, it } from 'vitest'
import { TASK_DONE } from '../../../src/store/jobs/tasks.ts'
import { hasPostgres } from '../cluster.ts'
import { freshDatabase, openIn } from '../places.ts'
import { openLine } from '../unsteady-line.ts'
import { atWork, give, settled, states } from '../workers.ts'

const delivery = (id: string) => ({
  ...({ source: 'github', lane: 'godel/api', type: 'push', at: 1 } as const),
  ...{ id, body: `{"id":"${id}"}` },
})

/** @returns the record by way of a line, and the same without one, to look at it */
async function openByLine(patience = 60_000) {
  const place = await freshDatabase()
  const line = await openLine(place.url)
  const url = `${line.url}?query_timeout=${patience}`
  return { line, direct: await openIn(place), opened: await openIn({ kind: 'server', url }) }
}

describe.skipIf(!hasPostgres())('a line to the database', () => {
  it('that breaks behind a commit leaves a delivery that is on record once', async () => {
    const { line, direct, opened } = await openByLine()
    await using looking = direct
    await using record = opened
    line.losesNextCommit()
    await expect(record.store.storeDelivery(delivery('a'))).rejects.toThrow()
    expect(Object.keys(await states(looking.store))).toEqual(['a'])
    expect(await record.store.storeDelivery(delivery('a'))).toBe('duplicate')
  })

  it('that breaks behind the commit of a job leaves it done, and no job waiting', async () => {
    const { line, direct, opened } = await openByLine()
    await using looking = direct
    await using record = opened
    await using work = await atWork(record, async () => {
      line.losesNextCommit()
      return TASK_DONE
    })
    await give(looking.store, ['first', 'second'])
    await settled(looking.store)
    expect(await states(looking.store)).toEqual({ first: 'done', second: 'done' })
    expect(work.performed).toEqual(['first', 'second'])
  })

  it('that goes silent is given up, and another one is taken', async () => {
    const { line, direct, opened } = await openByLine(500)
    await using _ = direct
    await using record = opened
    await record.store.storeDelivery(delivery('a'))
    line.goesSilent()
    await expect(record.store.storeDelivery(delivery('b'))).rejects.toThrow(/timeout|terminated/)
    expect(await record.store.storeDelivery(delivery('b'))).toBe('stored')
  })

  it('of a fifth of a second takes each delivery once', async () => {
    const { line, direct, opened } = await openByLine()
    await using _ = direct
    await using record = opened
    line.slowsTo(200)
    const ids = ['a', 'b', 'a', 'c', 'b']
    const answers = await Promise.all(ids.map((id) => record.store.storeDelivery(delivery(id))))
    expect(answers.filter((answer) => answer === 'stored')).toHaveLength(3)
  })
})
