import { beforeAll, describe, expect, it } from 'vitest'
import { follow } from '../../http/oauth/world.ts'
import { hasButtons, inSlack, said } from '../../worlds/app/in-slack.ts'
import { openApp } from '../../worlds/app/product.ts'
import { asked, CRASH, cut } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let world: AppWorld
beforeAll(async () => {
  world = await openApp({ chats: true })
})

describe('before there is any release', () => {
  it('the policy on main says who somebody is: they see it at home, and begin a release', async () => {
    const { product, says } = await inSlack(world)
    const { slack } = world.chats()
    await product.merges(CRASH)
    await slack.opensHome('ada')
    await world.until('the home', () => JSON.stringify(slack.home('ada')).includes('You act as ada'))

    expect(await says('mallory', 'plan')).toContain("mallory isn't a contributor of releases here")
    expect(await says('ada', 'plan')).toContain('v2.0.1 is opened')
    await product.tracking()
  })
})

describe('a line that someone freezes in Slack', () => {
  it('is told in the thread, is not cut, and is free again with the minute at which the freeze ends', async () => {
    const { product, says, thread } = await inSlack(world)
    await product.merges(CRASH)
    await says('ada', 'plan')
    const { number } = await product.tracking()
    await product.reads(number, 'The plan of 1 change')
    const today = new Date(world.now()).toISOString().slice(0, 10)
    const tells = (text: string) => world.until(text, () => thread().some((one) => said(one).includes(text)))
    expect(await says('ada', `freeze 2.0 until ${today} because of the fair`)).toContain('Froze 2.0')
    await tells(`The line is frozen until ${today} by ada`)
    await product.reads(number, 'The line is frozen until')
    expect(await says('ada', 'cut')).toMatch(/frozen/i)
    world.passes(86_400)
    await tells('The freeze of the line is over.')
    await world.until('no freeze', () => !product.issue(number).body?.includes('The line is frozen until'))
  })
})

describe('a question in Slack', () => {
  it('is answered once, by who may, for what it shows; and all places say who decided what', async () => {
    const { product, question, presses, told, thread, card } = await inSlack(world)
    const { slack } = world.chats()
    const { tracking } = await asked(product, CRASH)
    const asking = await question('Tag v2.0.1?')

    for (const press of ['go', 'hold']) {
      await presses('mallory', asking, press)
      await told(
        'mallory',
        `mallory isn't ${press === 'go' ? 'an approver' : 'a contributor'} of releases here`,
      )
    }
    await presses('linus', asking, 'go')
    await told('linus', "linus isn't an approver of releases here")
    await presses('ada', asking, 'go')
    await told('ada', "A go of ada doesn't count here: they asked for this release.")
    await presses('gus', asking, 'go')
    await told('gus', "Guests can't act")
    expect(said(asking)).not.toContain('grace')

    await presses('grace', asking, 'go')
    const sent = slack.lastSent()
    if (sent) await slack.sendsAgain(sent)

    await product.reads(tracking, 'waits to be published')
    await world.until('the card without buttons', () =>
      thread().some((one) => one.id === asking.id && !hasButtons(one) && said(one).includes('grace')),
    )
    const comment = product.told(tracking).find((one) => one.includes('### Tag v2.0.1?'))
    expect(comment).toMatch(/✓ \*\*Go\*\* by grace, TIME/)
    await world.until('the release card', () =>
      said(card() ?? { blocks: [] }).includes('waits to be published'),
    )
    const marks = thread().map(({ text }) => text)
    expect(new Set(marks).size).toBe(marks.length)
  })

  it('No-go asks for the reason, and the card of what was asked before says what changed', async () => {
    const { product, question, presses, told, says, thread } = await inSlack(world)
    const { slack } = world.chats()
    const { tracking } = await asked(product, CRASH)
    const asking = await question('Tag v2.0.1?')

    await presses('grace', asking, 'no-go')
    await slack.submits('grace', { because: 'logins fail in @channel <!here> staging' })

    await product.reads(tracking, 'is held')
    const closed = await world.until('the card without buttons', () =>
      thread().find((one) => one.id === asking.id && !hasButtons(one)),
    )
    expect(said(closed)).toContain('logins fail in @channel &lt;!here&gt; staging')
    expect(await says('grace', 'v2.0.1 go')).toContain('which question you looked at')

    expect(await says('ada', 'v2.0.1 resume')).toContain('Done')
    const anew = await question('Tag v2.0.1?')
    expect(anew.id).not.toBe(asking.id)
    // A card that could not be changed in time still has its buttons.
    slack.faults.add('chat.update', { kind: 'broken', status: 503 }, 3)
    await product.says('grace', tracking, '/release go')
    await presses('ada', anew, 'hold')
    expect(await told('ada', 'This question is closed')).toContain('Enough people said go.')
    // The longest wait between two attempts is over.
    world.passes(130)
    await world.until('the card that GitHub answered', () =>
      thread().some((one) => one.id === anew.id && !hasButtons(one) && said(one).includes('grace')),
    )
  })
})

describe('somebody in Slack', () => {
  it('whom nobody knows on GitHub is told how to be known, nothing is done, and they may act once they proved it', async () => {
    const { product, question, presses, told, says } = await inSlack(world, { known: false })
    const { tracking } = await asked(product, CRASH)
    await presses('grace', await question('Tag v2.0.1?'), 'go')

    expect(await told('grace', '/release link')).toContain('Nothing was done')
    expect(await says('ada', 'status')).toContain('/release link')
    expect(await says('ada', 'help')).toContain('/release cut')
    expect(await says('ada', 'hodl')).toContain('/release hold')
    expect(product.told(tracking).find((one) => one.includes('### Tag v2.0.1?'))).not.toContain('closed')

    const begun = await says('grace', 'link')
    const [, url = ''] = /<(http:[^|>]+)\|/.exec(begun) ?? []
    const { code } = await follow(url.replaceAll('&amp;', '&'), 'grace', 'authorize')
    expect(await says('grace', `link ${code}`)).toContain('You act as grace from now on')
    const { slack } = world.chats()
    await slack.opensHome('grace')
    await world.until('the home', () => JSON.stringify(slack.home('grace')).includes('Tag v2.0.1?'))

    await presses('grace', await question('Tag v2.0.1?'), 'go')
    await product.reads(tracking, 'waits to be published')
    expect(await says('grace', 'unlink')).toContain('You no longer act as grace')
  })

  it('says the same commands as on GitHub, by the same door', async () => {
    const { product, says, thread } = await inSlack(world)
    const { tracking } = await cut(product, CRASH)

    expect(await says('ada', 'status')).toContain('v2.0.1')
    expect(await says('linus', 'hold because @everyone waits for #1')).toContain('Done')
    await product.reads(tracking, 'is held')
    await world.until('the news', () => thread().some((one) => said(one).includes('waits for')))
    expect(await says('linus', 'resume')).toContain("linus isn't a captain")
    expect(await says('ada', 'resum')).toContain('resume')
    expect(await says('ada', 'v9.9.9 status')).toContain('There is no release v9.9.9')
  })
})
