import { beforeAll, describe, expect, it } from 'vitest'
import { openClock } from '../../../sandbox/clock.ts'
import { openPage } from '../../../sandbox/playground/page/open.ts'
import { PEOPLE } from '../../../sandbox/playground/stage/people.ts'
import { SLACK_PATH } from '../../../src/http/webhooks/slack/slack-endpoint.ts'
import { inSlack } from '../../worlds/app/in-slack.ts'
import { openApp, type Product } from '../../worlds/app/product.ts'
import { asked, CRASH, onItsWay, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { hasChromium, openTab } from './chromium.ts'
import { clientOf } from './page-client.ts'

const HOSTILE = {
  ...CRASH,
  title:
    'fix: do not crash on <!channel> or @everyone, *bold* [x](https://evil.example) <https://evil.example|y> <b>z',
}

let world: AppWorld
beforeAll(async () => {
  if (hasChromium) world = await openApp({ chats: true })
})

/** The page of one product of the App's world, with its Slack and its Discord. */
async function openPageOf({ repository }: Product): Promise<string> {
  const ci = { courseOf: () => undefined, endsAs: () => undefined, close: () => undefined }
  const stage = {
    ...{ repository: `${repository.owner.login}/${repository.name}`, people: PEOPLE, ci },
    close: () => undefined,
  }
  const clock = openClock(world.now())
  const { url, close } = await openPage({
    ...{ github: world.github, chats: world.chats(), stage, clock, port: 0 },
  })
  closeAfterTest(close)
  closeAfterTest(async () => clock.stop())
  return url
}

describe.skipIf(!hasChromium)('Slack and Discord on the page', () => {
  it('answer a question by a button, live for everybody, and show the announcement; a title is text in both', async () => {
    const { product } = await inSlack(world)
    const { tracking } = await asked(product, HOSTILE)
    const url = await openPageOf(product)
    const [tab, other] = [await openTab(url, { width: 1600 }), await openTab(url, { width: 1600 })]
    for (const each of [tab, other])
      await each
        .locator('.slack .chat-said', { hasText: product.repository.name })
        .locator('.replies')
        .click()
    const card = tab.locator('.slack .chat-said', { hasText: 'Tag v2.0.1?' })

    await card.getByRole('button', { name: 'Go', exact: true }).click()
    await tab.getByText('Only ada sees this').waitFor()
    await tab.getByRole('combobox').selectOption('grace')
    await card.getByRole('button', { name: 'Go', exact: true }).click()

    for (const each of [tab, other])
      await each.locator('.slack .chat-said', { hasText: 'Tag v2.0.1?' }).getByText('by grace').waitFor()
    expect(await card.getByRole('button').count()).toBe(0)
    expect(await tab.getByText('Only ada sees this').count()).toBe(0)

    await product.reads(tracking, 'waits to be published')
    await onItsWay(product, tracking).says('ada', '/release publish')
    const announcement = tab.locator('.discord .chat-said', {
      hasText: `Release · ${product.repository.name}`,
    })
    await announcement.getByText('published to followers').waitFor()
    for (const place of ['.slack', '.discord']) {
      expect(await tab.locator(`${place} .mention`).count(), place).toBe(0)
      expect(await tab.locator(`${place} a[href*=evil]`).count(), place).toBe(0)
      expect(await tab.locator(`${place} b`, { hasText: /^z$/ }).count(), place).toBe(0)
    }
    expect((await announcement.textContent())?.replaceAll('\u2060', '')).toContain(
      '<!channel> or @everyone, *bold*',
    )
  })

  it('let a person ask in Discord, and show the answer to nobody else', async () => {
    const { product } = await inSlack(world)
    await planned(product, CRASH)
    const tab = await openTab(await openPageOf(product), { width: 1600 })
    const as = (login: string) => tab.getByRole('combobox').selectOption(login)
    await as('mallory')
    const says = async (text: string) => {
      await tab.locator('.discord input[name=text]').fill(text)
      await tab.locator('.discord').getByRole('button', { name: 'Send' }).click()
    }

    await says(`/release status repository:godel/${product.repository.name}`)
    const answer = tab.locator('.discord .only-for', { hasText: 'v2.0.1 is being prepared' })
    await answer.getByText('Only mallory sees this').waitFor()
    await as('linus')
    await answer.waitFor({ state: 'detached' })
    await says('/release go')
    await tab.getByText('/release takes one of status, plan, help.').waitFor()
  })

  it('ask why no-go in a form that says what is missing, and obey a command; each sees their own', async () => {
    const { product } = await inSlack(world)
    await asked(product, CRASH)
    const tab = await openTab(await openPageOf(product), { width: 390 })
    await tab.getByRole('combobox').selectOption('grace')
    await tab.getByRole('button', { name: 'Slack' }).click()
    await tab.locator('.slack .chat-said', { hasText: product.repository.name }).locator('.replies').click()
    const card = tab.locator('.slack .chat-said', { hasText: 'Tag v2.0.1?' })
    await card.getByRole('button', { name: 'No-go' }).click()

    const form = tab.getByRole('dialog', { name: 'No-go' })
    const sends = () => form.getByRole('button', { name: 'Say no-go' }).click()
    await sends()
    expect(await form.locator(':invalid').count()).toBeGreaterThan(0)
    await form.getByRole('textbox').fill('Logins fail.')
    world.chats().slack.app().sendsTo('http://127.0.0.1:1/')
    await sends()
    await form.getByRole('alert').waitFor()
    expect(await form.getByRole('textbox').inputValue()).toBe('Logins fail.')
    world
      .chats()
      .slack.app()
      .sendsTo(world.app.url + SLACK_PATH)
    await sends()
    await card.getByText('No-go by grace').waitFor()
    expect(await form.count()).toBe(0)

    await tab.getByRole('button', { name: '← #releases' }).click()
    await tab.getByLabel('Say something in #releases').fill('/release frobnicate')
    await tab.getByRole('button', { name: 'Send' }).click()
    await tab.getByText('Only grace sees this').waitFor()
    await tab.getByRole('button', { name: 'App home' }).click()
    await tab.getByText('You act as grace').waitFor()
    expect(
      await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0)
  })

  it('have no room for who may not be in it', async () => {
    const { product } = await inSlack(world)
    const page = await clientOf(await openPageOf(product))
    const channels = async (me: string) => {
      const { overview } = await page.look('/', me)
      return overview.chats?.slack.channels.map(({ name }) => name)
    }
    expect(await channels('ada')).toEqual(['releases', 'customers', 'security'])
    expect(await channels('linus')).toEqual(['releases', 'customers'])
    const security = world.chats().slack.channel('security')
    const say = { channel: security, text: 'hello' }
    expect(await page.act('linus', 'slack-say', say)).toEqual({
      status: 403,
      says: 'There is no such channel for linus.',
    })
    expect(world.chats().slack.messages(security)).toEqual([])
    await page.does('ada', 'slack-say', say)
    const press = { channel: security, message: 'none', button: 'none' }
    expect(await page.act('ada', 'slack-press', press)).toMatchObject({
      says: 'The message no longer has this button, because it was changed.',
    })
    expect(await page.act('ada', 'slack-submit', { values: {} })).toMatchObject({
      says: 'The form is closed.',
    })
  })
})
