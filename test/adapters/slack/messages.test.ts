import { describe, expect, it } from 'vitest'
import { openSlackWorld, text } from './world.ts'

const HERE = { thread: null }

describe('a message', () => {
  it('stands in the channel that the policy names, with nothing in it that was not meant', async () => {
    const { slack, adapter } = await openSlackWorld()
    const channel = await adapter.resolveChannel('#releases')

    const posted = await adapter.post({ channel, ...HERE }, text('v2.0.1 is open.'), 'card')

    expect(posted.channel).toBe(slack.channel('releases'))
    expect(slack.messages(channel)).toMatchObject([{ id: posted.id, text: 'v2.0.1 is open.', thread: null }])
    expect(await adapter.fetchPermalink(posted)).toContain(channel)
  })

  it('stands in a thread', async () => {
    const { slack, adapter } = await openSlackWorld()
    const channel = await adapter.resolveChannel('releases')
    const card = await adapter.post({ channel, ...HERE }, text('v2.0.1'), 'card')
    await adapter.post({ channel, thread: card.id }, text('cut'), 'news 1')
    expect(slack.messages(channel)).toMatchObject([{ text: 'v2.0.1' }, { text: 'cut', thread: card.id }])
  })

  it('whose answer was lost is found by its mark, so that there is one', async () => {
    const { slack, adapter } = await openSlackWorld()
    const at = { channel: await adapter.resolveChannel('releases'), ...HERE }
    slack.faults.add('chat.postMessage', { kind: 'reply-lost' })

    await expect(adapter.post(at, text('v2.0.1'), 'card')).rejects.toThrow("Couldn't reach Slack")
    const found = await adapter.find(at, 'card', 0)

    expect(slack.messages(at.channel)).toHaveLength(1)
    expect(found).toEqual({ channel: at.channel, id: slack.messages(at.channel)[0]?.id })
    expect(await adapter.find(at, 'another', 0)).toBeNull()
  })

  it('is found in a thread, behind more messages than come at once, and after its text was changed', async () => {
    const { slack, adapter } = await openSlackWorld()
    const channel = await adapter.resolveChannel('releases')
    const card = await adapter.post({ channel, ...HERE }, text('v2.0.1'), 'card')
    const news = await adapter.post({ channel, thread: card.id }, text('cut'), 'news')
    for (let i = 0; i < 205; i += 1) await slack.says('linus', channel, `chat ${i}`)
    expect(await adapter.edit(card, text('v2.0.1 is out'))).toBe(true)
    expect(await adapter.find({ channel, ...HERE }, 'card', 0)).toEqual(card)
    expect(await adapter.find({ channel, thread: card.id }, 'news', 0)).toEqual(news)
    expect(await adapter.find({ channel, ...HERE }, 'news', 0)).toBeNull()
  })

  it('is not found where it is older than what is looked through', async () => {
    const world = await openSlackWorld()
    const at = { channel: await world.adapter.resolveChannel('releases'), ...HERE }
    await world.adapter.post(at, text('v2.0.1'), 'card')
    world.passes(100)
    expect(await world.adapter.find(at, 'card', 1_770_000_050)).toBeNull()
  })

  it('is not found in a thread that is gone', async () => {
    const { slack, adapter } = await openSlackWorld()
    const at = { channel: slack.channel('releases'), thread: '1.000001' }
    slack.faults.add('conversations.replies', { kind: 'refused', error: 'thread_not_found' })
    expect(await adapter.find(at, 'card', 0)).toBeNull()
  })

  it('that someone else marked as ours is not taken for ours', async () => {
    const { slack, adapter } = await openSlackWorld()
    const at = { channel: await adapter.resolveChannel('releases'), ...HERE }
    await slack.says('mallory', at.channel, 'v2.0.1')
    const metadata = { event_type: 'release_captain', event_payload: { mark: 'card' } }
    await slack.asSomebody('mallory', 'chat.postMessage', { channel: at.channel, text: 'ours?', metadata })
    expect(await adapter.find(at, 'card', 0)).toBeNull()
  })

  it('shows another text in its place; false where it was deleted', async () => {
    const { slack, adapter } = await openSlackWorld()
    const at = { channel: await adapter.resolveChannel('releases'), ...HERE }
    const card = await adapter.post(at, text('v2.0.1'), 'card')
    expect(await adapter.edit(card, text('v2.0.1 is out'))).toBe(true)
    expect(slack.messages(at.channel)).toMatchObject([{ text: 'v2.0.1 is out' }])
    expect(await adapter.edit({ ...card, id: '1.000001' }, text('x'))).toBe(false)
    expect(await adapter.fetchPermalink({ ...card, id: '1.000001' })).toBeNull()
  })

  it('beyond Slack’s limits is an Error, and is not posted', async () => {
    const { slack, adapter } = await openSlackWorld()
    const at = { channel: await adapter.resolveChannel('releases'), ...HERE }
    await expect(adapter.post(at, text('x'.repeat(3_001)), 'card')).rejects.toThrow('invalid_blocks')
    const many = { text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' as const })) }
    await expect(adapter.post(at, many, 'card')).rejects.toThrow('invalid_blocks')
    expect(slack.messages(at.channel)).toEqual([])
  })
})

describe('what one person alone is shown', () => {
  it('goes to the address that Slack gave for it', async () => {
    const { slack, adapter, came } = await openSlackWorld()
    const channel = slack.channel('releases')
    await slack.says('ada', channel, '/release status')
    const answerUrl = came[0]?.interaction.answerUrl ?? null
    expect(answerUrl).not.toBeNull()
    await adapter.sendEphemeral(
      { user: slack.person('ada'), channel, thread: null, answerUrl },
      text('No release.'),
    )
    expect(slack.listEphemerals('ada')).toMatchObject([{ text: 'No release.', from: 'app' }])
    expect(slack.listEphemerals('grace')).toEqual([])
  })

  it.each([
    ['when half an hour has passed', 1_801],
    ['when it leads elsewhere than to Slack', 0],
  ])('goes into the channel %s', async (_, seconds) => {
    const { slack, adapter, came, passes } = await openSlackWorld()
    const channel = slack.channel('releases')
    await slack.says('ada', channel, '/release status')
    passes(seconds)
    const given = came[0]?.interaction.answerUrl ?? null
    const answerUrl = seconds === 0 ? 'https://hooks.slack.com.example.com/x' : given
    await adapter.sendEphemeral(
      { user: slack.person('ada'), channel, thread: null, answerUrl },
      text('Late.'),
    )
    expect(slack.listEphemerals('ada')).toMatchObject([{ text: 'Late.', channel }])
  })

  it('is sent to them directly where they are not in the channel', async () => {
    const { slack, adapter } = await openSlackWorld()
    const to = { user: slack.person('mallory'), channel: slack.channel('security'), thread: null }
    await adapter.sendEphemeral({ ...to, answerUrl: null }, text('Not for you.'))
    expect(slack.listEphemerals('mallory')).toEqual([])
    expect(slack.directs('mallory')).toMatchObject([{ text: 'Not for you.' }])
  })

  it('is the App’s home too', async () => {
    const { slack, adapter } = await openSlackWorld()
    const view = { type: 'home', blocks: text('Nothing waits for you.').blocks } as const
    await adapter.showHome(slack.person('ada'), view)
    expect(slack.home('ada')).toEqual(view)
    expect(slack.home('grace')).toBeNull()
  })
})
