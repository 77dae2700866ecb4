import { describe, expect, it } from 'vitest'
import { openAdapter } from './world.ts'

describe('the delivery log', () => {
  it('tells what was sent since a time, each once by its last attempt, and sends it again', async () => {
    const { adapter, github, heard, now, passes } = await openAdapter()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'long ago' })
    await heard()
    passes(3_600_000)
    const since = Math.floor(now() / 1000)
    github.faults.add('hook/deliver', { kind: 'broken', status: 502 })
    await ada.opensIssue({ title: 'lately' })
    await ada.opensIssue({ title: 'arrived' })
    await heard()
    const [, first, second] = github.deliveries.all()
    const arrived = { id: String(second?.id), guid: second?.guid, event: 'issues' }
    expect(await adapter.deliveryLog.listSince(since)).toEqual([
      arrived,
      { id: String(first?.id), guid: first?.guid, event: 'issues' },
    ])

    await adapter.deliveryLog.redeliver(String(first?.id))
    await heard()
    const again = github.deliveries.all().at(-1)
    expect(again).toMatchObject({ guid: first?.guid, redelivery: true })
    expect(await adapter.deliveryLog.listSince(since)).toEqual([
      { id: String(again?.id), guid: first?.guid, event: 'issues' },
      arrived,
    ])
  })

  it('is read back to that time over as many pages as it takes, and no further', async () => {
    const { adapter, github, heard, now, passes, sent } = await openAdapter()
    github.app().sendsTo(null)
    const ada = github.person('ada')
    for (let i = 0; i < 150; i += 1) await ada.opensIssue({ title: `old ${i}` })
    await heard()
    passes(3_600_000)
    const since = Math.floor(now() / 1000)
    for (let i = 0; i < 150; i += 1) await ada.opensIssue({ title: `new ${i}` })
    await heard()
    expect(await adapter.deliveryLog.listSince(since)).toHaveLength(150)
    expect(sent.filter(({ call }) => call === 'GET /app/hook/deliveries')).toHaveLength(2)
  })

  it('has ids that are larger than a number can hold', async () => {
    const { adapter, github, heard } = await openAdapter(
      {},
      {
        fetch: async (url, init) => {
          const answer = await fetch(url, init)
          return new Response(
            (await answer.text()).replaceAll(/"id":(\d+),"guid"/g, '"id":9223372036854775807,"guid"'),
            answer,
          )
        },
      },
    )
    github.app().sendsTo(null)
    await github.person('ada').opensIssue({ title: 'x' })
    await heard()
    expect((await adapter.deliveryLog.listSince(0)).map(({ id }) => id)).toEqual(['9223372036854775807'])
  })
})
