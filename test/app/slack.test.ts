import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, openApp, type Product } from './product.ts'
import { asked, CRASH } from './releasing.ts'
import type { AppWorld, WorldChats } from './world.ts'

let world: AppWorld
let chats: WorldChats
beforeAll(async () => {
  world = await openApp({ chats: true })
  chats = world.chats()
})

/** A product whose policy says who is who in Slack. */
function known(config: object = {}): Promise<Product> {
  const { slack } = chats
  const people = Object.fromEntries(
    ['ada', 'grace', 'linus', 'mallory'].map((login) => [slack.person(login), login]),
  )
  return makeProduct(world, { ...config, people: { slack: people } })
}

/** The messages of the team's channel about a product, oldest first. */
function inReleases(product: Product) {
  const { slack } = chats
  const all = slack.messages(slack.channel('releases'))
  const card = all.find(({ text }) => text.includes(product.repository.name))
  return { card, thread: card ? all.filter(({ thread }) => thread === card.id) : [] }
}

function question(product: Product, what: string) {
  return world.until(`the question ${what}`, () =>
    inReleases(product).thread.findLast(({ text, blocks }) => text.includes(what) && hasButtons(blocks)),
  )
}

function hasButtons(blocks: readonly { readonly type: string }[]): boolean {
  return blocks.some(({ type }) => type === 'actions')
}

describe('a question in Slack', () => {
  it('is answered by a button, and all places show who decided what', async () => {
    const product = await known()
    const { tracking } = await asked(product, CRASH)
    const card = await question(product, 'Tag v2.0.1?')

    await chats.slack.press('grace', card, 'release-captain:go')

    await product.reads(tracking, 'waits to be published')
    const answered = await world.until('the card without buttons', () =>
      inReleases(product).thread.find(({ id, blocks }) => id === card.id && !hasButtons(blocks)),
    )
    expect(JSON.stringify(answered.blocks)).toContain('grace')
    expect(product.told(tracking).find((one) => one.includes('### Tag v2.0.1?'))).toContain('closed')
  })
})
