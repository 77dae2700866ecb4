import { describe, expect, it } from 'vitest'
import { openSlack } from '../../../src/adapters/slack/open.ts'
import { formatActionId } from '../../../src/runtime/ports/slack-interaction.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { openSocketMode, type SocketMode } from './socket-mode.ts'
import { adapterOptions, NOW, openSlackWorld, question, type SlackWorld, storing } from './world.ts'

interface Way extends SlackWorld {
  /** `stored`, `asked`, …: what came in, in order. */
  readonly outcomes: readonly string[]
}

/** The world with the door. */
async function byTheDoor(): Promise<Way> {
  return { ...(await openSlackWorld()), outcomes: [] }
}

/** The same Slack, which hands all out by Socket Mode: what it would post goes into envelopes. */
async function bySocketMode(): Promise<Way & { readonly socket: SocketMode }> {
  const world = await openSlackWorld()
  const { slack } = world
  const socket = await openSocketMode(slack.apiUrl)
  closeAfterTest(socket.close)
  const came: SlackWorld['came'] = []
  const outcomes: string[] = []
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const adapter = await openSlack({
    ...adapterOptions(slack, {
      now: () => NOW,
      log,
      onInteraction: storing(came),
      onTaken: (outcome) => outcomes.push(outcome),
    }),
    apiUrl: socket.apiUrl,
    appToken: 'xapp-sandbox',
  })
  closeAfterTest(adapter.close)
  await socket.connected()
  slack.app().sendsTo(socket.postUrl)
  return { ...world, adapter, came, outcomes, socket }
}

const WAYS = [
  ['the door', byTheDoor],
  ['Socket Mode', bySocketMode],
] as const

/** A question that stands in the thread of its card. */
async function asked({ slack, adapter }: Way, value = 'opaque') {
  const channel = slack.channel('releases')
  const card = await adapter.post({ channel, thread: null }, question(), 'card')
  return adapter.post({ channel, thread: card.id }, question(value), 'question')
}

describe.each(WAYS)('by %s', (_, open) => {
  it.each(['go', 'hold'] as const)(
    'a press of %s is what somebody pressed, where and when',
    async (press) => {
      const world = await open()
      const { slack, came } = world
      const at = await asked(world, 'plan 17')
      const [card] = slack.messages(at.channel)

      const heard = await slack.press('ada', at, formatActionId(press))

      expect(heard).toEqual({ kind: 'answered', status: 200, text: '' })
      expect(came).toMatchObject([{ lane: `slack:${at.channel}`, id: expect.stringMatching(/./) }])
      expect(came[0]?.interaction).toEqual({
        kind: 'press',
        workspace: slack.workspace,
        user: slack.person('ada'),
        answerUrl: expect.stringContaining('/answers/'),
        at: NOW,
        channel: at.channel,
        message: at.id,
        thread: card?.id,
        press,
        value: 'plan 17',
        because: null,
      })
      expect(slack.listEphemerals('ada')).toEqual([])
    },
  )

  it('no-go asks why, and comes with the reason', async () => {
    const world = await open()
    const { slack, came } = world
    const at = await asked(world, 'plan 17')

    await slack.press('grace', at, formatActionId('no-go'))
    expect(came).toEqual([])
    expect(slack.modal('ada')).toBeNull()
    expect(slack.modal('grace')?.view.blocks).toMatchObject([
      { text: { text: 'Cut v2.0.1?' } },
      { type: 'input' },
    ])

    await slack.submits('grace', { because: '  The canary is red.  ' })
    expect(slack.modal('grace')).toBeNull()
    expect(came[0]?.interaction).toMatchObject({
      kind: 'press',
      ...{ press: 'no-go', user: slack.person('grace'), because: 'The canary is red.' },
      ...{
        channel: at.channel,
        message: at.id,
        value: 'plan 17',
        answerUrl: expect.stringContaining('/answers/'),
      },
    })
  })

  it('a command is the words behind it; none asks for help', async () => {
    const { slack, came } = await open()
    const channel = slack.channel('releases')
    await slack.says('ada', channel, '/release go v2.0.1')
    await slack.says('ada', channel, '/release')
    await slack.says('ada', channel, 'Any news?')
    expect(came.map(({ interaction: arrival }) => arrival)).toMatchObject([
      { kind: 'command', user: slack.person('ada'), channel, text: 'go v2.0.1', workspace: slack.workspace },
      { kind: 'command', text: 'help' },
    ])
    expect(slack.listEphemerals('ada')).toEqual([])
  })

  it('the home is opened', async () => {
    const { slack, came } = await open()
    await slack.opensHome('linus')
    await expect
      .poll(() => came.map(({ interaction: arrival }) => arrival))
      .toEqual([
        { kind: 'home', workspace: slack.workspace, user: slack.person('linus'), answerUrl: null, at: NOW },
      ])
  })

  it('the same that comes again has the same id', async () => {
    const world = await open()
    const { slack, came } = world
    await slack.press('ada', await asked(world), formatActionId('go'))
    const [sent] = [slack.lastSent()]
    if (!sent) throw new Error('Nothing was sent.')
    expect(await slack.sendsAgain(sent)).toMatchObject({ status: 200, text: '' })
    expect(came).toHaveLength(1)
    await slack.press(
      'ada',
      {
        channel: slack.channel('releases'),
        id: came[0]?.interaction.kind === 'press' ? came[0].interaction.message : '',
      },
      formatActionId('go'),
    )
    expect(new Set(came.map(({ id }) => id)).size).toBe(2)
  })
})

describe('Socket Mode', () => {
  it('is connected again when Slack ends the connection', async () => {
    const { slack, socket, adapter, came, outcomes } = await bySocketMode()
    await expect.poll(adapter.health).toMatchObject({ kind: 'well' })

    socket.recycles()
    await socket.connected()
    await slack.says('ada', slack.channel('releases'), '/release go')

    expect(came).toMatchObject([{ interaction: { kind: 'command', text: 'go' } }])
    expect(outcomes).toEqual(['stored'])
  })

  it('takes nothing from the door, for which there is no secret', async () => {
    const { adapter, came } = await bySocketMode()
    const payload = { type: 'block_actions' }
    expect(await adapter.take({ id: 'x', payload })).toEqual({ outcome: 'ignored', answer: null })
    expect(came).toEqual([])
  })

  it('that is not connected is told by health, and tried again', async () => {
    const { slack, adapter, socket } = await bySocketMode()
    await socket.close()
    await expect.poll(adapter.health).toMatchObject({ kind: 'ill' })
    await expect(slack.says('ada', slack.channel('releases'), '/release go')).resolves.toEqual({
      kind: 'silent',
    })
  })
})
