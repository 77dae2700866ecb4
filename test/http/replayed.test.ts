import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { onBoth, openIn } from '../store/places.ts'
import { inboxOf, openTestDoor, post } from './servers.ts'

onBoth((open) => {
  it('a delivery that comes a hundred times at once, at two doors, is on record once', async () => {
    await using opened = await open()
    // A second replica; in a data folder there is none, but there may be a second door.
    await using other = opened.place.kind === 'server' ? await openIn(opened.place) : null
    await using first = await openTestDoor(opened.store)
    await using second = await openTestDoor(other?.store ?? opened.store)
    const id = randomUUID()

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => post(i % 2 === 0 ? first.url : second.url, { id })),
    )

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(99)
    expect(await inboxOf(opened.store)).toMatchObject([{ id }])
  })

  it('deliveries that come at once are all on record', async () => {
    await using opened = await open()
    await using server = await openTestDoor(opened.store)
    const ids = Array.from({ length: 200 }, () => randomUUID())

    const answers = await Promise.all(ids.map((id) => post(server.url, { id })))

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect((await inboxOf(opened.store)).map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  })
})
