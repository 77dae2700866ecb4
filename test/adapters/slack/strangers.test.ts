import { describe, expect, it } from 'vitest'
import { type Parcel, signParcel } from '../../../sandbox/slack/sending.ts'
import { formatActionId } from '../../../src/runtime/ports/slack-interaction.ts'
import { NOW, openSlackWorld, question, type SlackWorld } from './world.ts'

/** What Slack posts for each thing that people do. */
const DEEDS = {
  press: async ({ slack, adapter }: SlackWorld) => {
    const channel = slack.channel('releases')
    const at = await adapter.post({ channel, thread: null }, question(), 'question')
    await slack.press('ada', at, formatActionId('go'))
  },
  command: async ({ slack }: SlackWorld) => {
    await slack.says('ada', slack.channel('releases'), '/release go')
  },
  home: async ({ slack }: SlackWorld) => {
    await slack.opensHome('ada')
  },
} as const

/** The same, once it was done rightly, with something else in it, signed by the same secret. */
async function posted(world: SlackWorld, action: keyof typeof DEEDS, change: (text: string) => string) {
  await DEEDS[action](world)
  const before = world.came.splice(0).length
  const { slack, url } = world
  const sent = slack.lastSent()
  if (!sent || before !== 1) throw new Error('Nothing was sent.')
  const parcel: Parcel = { type: sent.type, body: changed(sent, change) }
  const now = () => NOW * 1000
  const { headers, body } = signParcel(parcel, { signingSecret: slack.app().signingSecret, now })
  return (await fetch(url, { method: 'POST', headers, body })).status
}

function changed({ type, body }: Parcel, change: (text: string) => string): string {
  if (type === 'application/json') return change(body)
  const fields = new URLSearchParams(body)
  for (const [name, value] of [...fields]) {
    if (name === 'payload') fields.set(name, change(value))
    else if (name !== 'text') fields.set(name, JSON.parse(change(JSON.stringify({ [name]: value })))[name])
  }
  return fields.toString()
}

const all = Object.keys(DEEDS).map((action) => (action === 'press' || action === 'command' ? action : 'home'))

describe.each(all)('a signed %s', (action) => {
  it('from another workspace is refused, counted, and without effect', async () => {
    const world = await openSlackWorld()
    expect(await posted(world, action, (text) => text.replaceAll(world.slack.workspace, 'T0ELSEWHERE'))).toBe(
      403,
    )
    expect(await world.counted('other-workspace')).toBe(1)
    expect(world.came).toEqual([])
  })

  it('for another App is refused, counted, and without effect', async () => {
    const world = await openSlackWorld()
    const { id } = world.slack.app()
    expect(await posted(world, action, (text) => text.replaceAll(id, 'A0ANOTHER'))).toBe(403)
    expect(await world.counted('other-app')).toBe(1)
    expect(world.came).toEqual([])
  })

  it('of a whole organization is refused, counted, and without effect', async () => {
    const world = await openSlackWorld()
    const change = (text: string) =>
      text
        .replace('"is_enterprise_install":false', '"is_enterprise_install":true')
        .replace('"is_enterprise_install":"false"', '"is_enterprise_install":"true"')
        .replace('"team_id":', '"is_enterprise_install":true,"team_id":')
    expect(await posted(world, action, change)).toBe(403)
    expect(await world.counted('other-workspace')).toBe(1)
    expect(world.came).toEqual([])
  })

  it('that says nothing of workspace and App is refused, counted, and without effect', async () => {
    const world = await openSlackWorld()
    const change = (text: string) =>
      text.replaceAll('api_app_id', 'app').replaceAll('"team_id"', '"team_ids"')
    expect(await posted(world, action, action === 'command' ? () => '{}' : change)).toBe(400)
    expect(await world.counted('malformed')).toBe(1)
    expect(world.came).toEqual([])
  })
})

describe('what is signed and none of ours', () => {
  it.each([
    [
      'a button that is a link',
      (text: string) => text.replaceAll('"release-captain:go"', '"open"'),
      'ignored',
    ],
    ['a press of nothing', (text: string) => text.replace('"actions":[', '"acts":['), 'malformed'],
    ['a press of no message', (text: string) => text.replace('"container":', '"held":'), 'malformed'],
    ['of a kind that nobody knows', () => '{"type":"novelty"}', 'malformed'],
  ])('has no effect: %s', async (_, change, outcome) => {
    const world = await openSlackWorld()
    await posted(world, 'press', change)
    expect(world.came).toEqual([])
    expect(await world.counted(outcome)).toBe(1)
  })
})
