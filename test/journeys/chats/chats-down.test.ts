import { beforeAll, describe, expect, it } from 'vitest'
import { inSlack, said } from '../../worlds/app/in-slack.ts'
import { openApp } from '../../worlds/app/product.ts'
import { built, CRASH, cut, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let world: AppWorld
beforeAll(async () => {
  world = await openApp({ chats: true })
})

/** The longest wait between two attempts is over. */
function later(): void {
  world.passes(130)
}

/** What /metrics says. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${world.app.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
}

describe('while chats are down', () => {
  it('the release goes on, and what was to be said is said in order and once when they are back', async () => {
    const { product, card, thread, question } = await inSlack(world)
    const { slack } = world.chats()
    slack.faults.goesDown({ kind: 'unreachable' })
    const { says } = await cut(product, CRASH)
    await says('ada', '/release hold because Slack is down')
    await says('ada', '/release resume')
    await says('ada', '/release check smoke-tests')
    expect(card()).toBeUndefined()
    expect(await metric('release_captain_slack_messages_waiting')).toBeGreaterThan(0)
    expect(await metric('release_captain_slack_messages_failing_channels')).toBe(1)

    slack.faults.comesBack()
    later()

    await question('Tag v2.0.1?')
    const told = thread().map(said)
    const orders = ['branch', 'Slack is down', 'resumed it', 'Tag v2.0.1?'].map((text) =>
      told.findIndex((one) => one.includes(text)),
    )
    expect(orders.every((at) => at >= 0)).toBe(true)
    expect(orders.toSorted((a, b) => a - b)).toEqual(orders)
    expect(new Set(told).size).toBe(told.length)
    expect(await metric('release_captain_slack_messages_failing_channels')).toBe(0)
  })

  it('a post whose answer was lost is found by its mark, and not made again', async () => {
    const { product, card, thread } = await inSlack(world)
    const { slack } = world.chats()
    slack.faults.add('chat.postMessage', { kind: 'reply-lost' }, 2)
    const { says } = await planned(product, CRASH)
    await world.until('the card', () => card())
    later()
    await says('ada', '/release hold because of that')
    later()

    await world.until('the card that is held', () => said(card() ?? { blocks: [] }).includes('held'))
    const { name } = product.repository
    const all = slack.messages(slack.channel('releases')).filter(({ text }) => text.includes(`${name} `))
    expect(all.filter((one) => one.thread === null)).toHaveLength(1)
    await world.until('the news', () => thread().some((one) => said(one).includes('of that')))
    expect(thread().filter((one) => said(one).includes('of that'))).toHaveLength(1)
  })
})

describe('announcements', () => {
  it('are one message each, which says what is true: coming, out, corrected, rolled back', async () => {
    const { product } = await inSlack(world)
    const announced = () => world.chats().discord.channel('announcements').messages()
    const before = announced().length
    const { says, tracking } = await built(product, CRASH)
    const ahead = await world.until('the announcement ahead', () => announced()[before])
    expect(ahead.embeds[0]?.title).toContain('v2.0.1')

    await says('ada', '/release publish')
    const out = await world.until('the announcement', () => announced()[before + 1])
    expect(out.embeds[0]?.description).toContain('Do not crash on an empty queue')
    await world.until('that it is published to followers', () => announced()[before + 1]?.isPublished)

    const [release] = product.repository.releases.values()
    if (!release) throw new Error('nothing was published')
    release.body = (release.body ?? '').replace('Do not crash', 'Never crash')
    await world.app.reconcile()
    await world.until('the correction', () =>
      announced()[before + 1]?.embeds[0]?.description?.includes('Never crash'),
    )

    await product.says('ada', tracking, '/release rolled-back to v2.0.0 because logins @everyone fail')
    const back = await world.until('the rollback', () =>
      announced()
        .slice(before)
        .find(({ id, embeds }) => id === out.id && embeds[0]?.title?.includes('rolled back')),
    )
    expect(back.embeds[0]?.description).toContain('v2.0.0')
    expect(announced()).toHaveLength(before + 2)
  })
})
