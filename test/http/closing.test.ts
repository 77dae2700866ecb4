import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { headersOf, isOnRecord, openTestDoor, post, sharedRecord } from './servers.ts'

const record = sharedRecord()

/** A record on which nothing gets before it may. */
async function heldRecord() {
  const store = await record()
  const arrived = Promise.withResolvers<void>()
  const may = Promise.withResolvers<void>()
  const held: typeof store = {
    ...store,
    storeDelivery: async (delivery) => {
      arrived.resolve()
      await may.promise
      return store.storeDelivery(delivery)
    },
  }
  return { store, held, arrived: arrived.promise, let: may.resolve }
}

describe('closing', () => {
  it('lets what is on its way end, and takes nothing new', async () => {
    const { store, held, arrived, let: letIt } = await heldRecord()
    await using server = await openTestDoor(held)
    const id = randomUUID()
    const onItsWay = post(server.url, { id })
    await arrived

    const closed = server.close(10_000)
    await expect(post(server.url)).rejects.toThrow('fetch failed')
    letIt()

    const { status, headers } = await onItsWay
    expect([status, headers.get('connection')]).toEqual([202, 'close'])
    expect(await isOnRecord(store, id)).toBe(true)
    await closed
  })

  it('does not wait for connections on which nobody asks for anything', async () => {
    await using server = await openTestDoor(await record())
    const agent = new Agent({ keepAlive: true })
    await new Promise((resolve, reject) => {
      request(`${server.url}/healthz`, { agent }, (response) => response.resume().on('end', resolve))
        .on('error', reject)
        .end()
    })
    await server.close(60_000)
    agent.destroy()
  })

  it('ends what is left when its time is over, so that it is delivered again', async () => {
    const { held, arrived, let: letIt } = await heldRecord()
    await using server = await openTestDoor(held)
    const onItsWay = post(server.url)
    const failed = expect(onItsWay).rejects.toThrow('fetch failed')
    await arrived

    await server.close(1)
    await failed
    letIt()
  })

  it('a record that does not answer in time is to be tried again', async () => {
    const { held, let: letIt } = await heldRecord()
    await using server = await openTestDoor(held, { limits: { storeMs: 20 } })
    expect(await post(server.url)).toMatchObject({ status: 503, outcome: 'not-stored' })
    letIt()
  })

  it('somebody who leaves before the answer does not harm the others', async () => {
    const { held, arrived, let: letIt } = await heldRecord()
    await using server = await openTestDoor(held)
    const leaving = request(`${server.url}/api/github/webhooks`, { method: 'POST', headers: headersOf({}) })
    leaving.on('error', () => {}).end('{}')
    await arrived
    leaving.destroy()
    letIt()
    expect(await post(server.url)).toMatchObject({ status: 202 })
  })
})
