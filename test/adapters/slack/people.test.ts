import { describe, expect, it } from 'vitest'
import { Refused } from '../../../src/release/refusal.ts'
import { Later } from '../../../src/runtime/ports/retry-later.ts'
import { NOW, openSlackWorld, text } from './world.ts'

const KINDS = ['member', 'guest', 'channel-guest', 'stranger', 'bot', 'gone'] as const

async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof Refused ? error.refusal : error
}

describe('who somebody is', () => {
  it('only members of our own workspace are members (threat A7)', async () => {
    const { slack, adapter } = await openSlackWorld({
      people: KINDS.map((kind) => ({ login: `a-${kind}`, kind })),
      channels: [],
    })
    const kinds = await Promise.all(
      KINDS.map(async (kind) => (await adapter.fetchMember(slack.person(`a-${kind}`))).kind),
    )
    expect(kinds).toEqual(['member', 'guest', 'guest', 'stranger', 'bot', 'gone'])
    expect(await adapter.fetchMember('U0NOBODY')).toEqual({ kind: 'unknown' })
    expect(await adapter.fetchMember(slack.person('a-member'))).toEqual({ kind: 'member', name: 'a-member' })
  })

  it('who we are is known once Slack was asked', async () => {
    const { slack, adapter } = await openSlackWorld()
    slack.faults.goesDown({ kind: 'unreachable' })
    await expect(adapter.fetchWorkspace()).rejects.toThrow("Couldn't reach Slack")
    slack.faults.comesBack()
    expect(await adapter.fetchWorkspace()).toBe(slack.workspace)
    slack.faults.goesDown({ kind: 'unreachable' })
    expect(await adapter.fetchWorkspace()).toBe(slack.workspace)
  })
})

describe('a channel', () => {
  it('is found by name or id, among more than come at once', async () => {
    const many = Array.from({ length: 205 }, (_, i) => {
      return { name: `team-${i}`, members: null, hasApp: i === 3 || i === 204 }
    })
    const { slack, adapter } = await openSlackWorld({ channels: many })
    expect(await adapter.resolveChannel('team-204')).toBe(slack.channel('team-204'))
    expect(await adapter.resolveChannel(slack.channel('team-3'))).toBe(slack.channel('team-3'))
  })

  it('that is not there, or that we are not in, is refused with what to do', async () => {
    const channels = [{ name: 'releases', members: null, hasApp: false }]
    const { adapter } = await openSlackWorld({ channels })
    expect(await refusalOf(adapter.resolveChannel('relases'))).toMatchInlineSnapshot(`
      {
        "kind": "config",
        "next": "Check \`channels\` in the config. Invite the App to a private channel: \`/invite @release-captain\`.",
        "what": "There is no channel #relases in Slack that the App can see.",
      }
    `)
    expect(await refusalOf(adapter.resolveChannel('releases'))).toMatchInlineSnapshot(`
      {
        "kind": "config",
        "next": "Invite it to #releases: \`/invite @release-captain\`.",
        "what": "The App isn't in the channel #releases, so it can't read or write there.",
      }
    `)
  })

  it('that was made, or that we were invited to, a moment ago is found', async () => {
    const { slack, adapter } = await openSlackWorld()
    await adapter.resolveChannel('releases')
    await expect(adapter.resolveChannel('news')).rejects.toThrow(Refused)
    const made = await slack.asSomebody('ada', 'conversations.create', { name: 'news' })
    await expect(adapter.resolveChannel('news')).rejects.toThrow("isn't in the channel #news")
    const channel = Object(made['channel']).id
    await slack.asSomebody('ada', 'conversations.invite', { channel, users: slack.app().user })
    expect(await adapter.resolveChannel('news')).toBe(channel)
  })
})

describe('what Slack does not do', () => {
  it.each([
    ['invalid_auth', "Slack doesn't accept the bot token (invalid_auth)."],
    ['token_revoked', "Slack doesn't accept the bot token (token_revoked)."],
    ['missing_scope', 'The App lacks a scope in Slack (missing_scope).'],
    ['not_in_channel', "The App isn't in the channel, so it can't read or write there."],
    ['is_archived', 'The channel is archived in Slack.'],
  ])('%s is for a person to mend', async (error, what) => {
    const { slack, adapter } = await openSlackWorld()
    slack.faults.add('chat.postMessage', { kind: 'refused', error })
    const at = { channel: slack.channel('releases'), thread: null }
    expect(await refusalOf(adapter.post(at, text('x'), 'm'))).toMatchObject({ what })
  })

  it('it is asked later where it says when', async () => {
    const { slack, adapter } = await openSlackWorld()
    const at = { channel: slack.channel('releases'), thread: null }
    slack.faults.add('chat.postMessage', { kind: 'limited', retryAfterSeconds: 17 })
    const error = await adapter.post(at, text('x'), 'm').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Later)
    expect(error).toMatchObject({ at: NOW + 17 })
    expect(slack.messages(at.channel)).toEqual([])
    expect(slack.faults.left()).toEqual([])
  })

  it('what is broken or away is an Error, tried once, and says nothing of the token', async () => {
    const { slack, adapter, lines } = await openSlackWorld()
    const at = { channel: slack.channel('releases'), thread: null }
    slack.faults.add('chat.postMessage', { kind: 'broken', status: 503 })
    slack.faults.add('chat.postMessage', { kind: 'unreachable' })
    const errors = [
      await adapter.post(at, text('x'), 'm').catch(String),
      await adapter.post(at, text('x'), 'm').catch(String),
    ]
    expect(errors[0]).toBe('Error: Slack answered chat.postMessage with 503.')
    expect(errors[1]).toContain("Error: Couldn't reach Slack for chat.postMessage")
    expect(slack.messages(at.channel)).toEqual([])
    expect([...errors, ...lines].join()).not.toContain(slack.app().botToken)
  })

  it('health says whether we could post, and else what to mend', async () => {
    const { slack, adapter } = await openSlackWorld()
    expect(await adapter.health()).toEqual({ kind: 'well', as: 'release-captain in Godel' })
    slack.faults.add('auth.test', { kind: 'refused', error: 'account_inactive' })
    expect(await adapter.health()).toMatchObject({ kind: 'ill', refusal: { kind: 'config' } })
    slack.faults.goesDown({ kind: 'unreachable' })
    expect(await adapter.health()).toMatchObject({ kind: 'ill', refusal: { kind: 'repository' } })
  })
})
