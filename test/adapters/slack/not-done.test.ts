import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { BUTTON_ACTIONS, formatActionId } from '../../../src/runtime/ports/slack-interaction.ts'
import { openSlackWorld, question } from './world.ts'

async function asked() {
  const world = await openSlackWorld()
  const channel = world.slack.channel('releases')
  const at = await world.adapter.post({ channel, thread: null }, question(), 'question')
  return { ...world, at, channel }
}

const FAILS = async () => {
  throw new Error('The record is away.')
}

describe('what could not be put on record', () => {
  it('is told to who pressed', async () => {
    const { slack, at, stores, counted, lines } = await asked()
    stores(FAILS)
    await slack.press('ada', at, formatActionId('go'))
    await expect
      .poll(() => slack.listEphemerals('ada'))
      .toMatchObject([{ text: 'Nothing was done (failed).', from: 'app' }])
    expect(await counted('not-stored')).toBe(1)
    expect(lines.join('')).toContain('The record is away.')
  })

  it('is told to who said it, in place', async () => {
    const { slack, channel, stores } = await asked()
    stores(FAILS)
    await slack.says('ada', channel, '/release go')
    expect(slack.listEphemerals('ada')).toMatchObject([{ text: 'Nothing was done (failed).', from: 'app' }])
  })

  it('is told in the form, which stays open with what was written', async () => {
    const { slack, at, stores, came } = await asked()
    await slack.press('ada', at, formatActionId('no-go'))
    stores(FAILS)
    await slack.submits('ada', { because: 'red' })
    expect(slack.modal('ada')?.errors).toEqual({ because: 'Nothing was done (failed).' })
    stores(async (one) => {
      came.push(one)
      return 'stored'
    })
    await slack.submits('ada', { because: 'red' })
    expect(slack.modal('ada')).toBeNull()
    expect(came).toMatchObject([{ interaction: { press: 'no-go', because: 'red' } }])
  })

  it('in time is answered before Slack gives up', async () => {
    const { slack, channel, stores } = await asked()
    stores(async () => {
      await pause(10_000, undefined, { ref: false })
      return 'stored'
    })
    expect(await slack.says('ada', channel, '/release go')).toMatchObject({ status: 200 })
    expect(slack.listEphemerals('ada')).toMatchObject([{ text: 'Nothing was done (late).', from: 'app' }])
  })

  it('of a home is asked for again by Slack, whom nobody sees', async () => {
    const { slack, stores } = await asked()
    stores(FAILS)
    expect(await slack.opensHome('ada')).toMatchObject({ status: 503 })
  })
})

describe('a form that cannot be opened', () => {
  it('is told to who pressed', async () => {
    const { slack, at, counted } = await asked()
    slack.faults.add('views.open', { kind: 'refused', error: 'expired_trigger_id' })
    await slack.press('ada', at, formatActionId('no-go'))
    await expect
      .poll(() => slack.listEphemerals('ada'))
      .toMatchObject([{ text: 'Nothing was done (too-late).' }])
    expect(slack.modal('ada')).toBeNull()
    expect(await counted('not-stored')).toBe(1)
  })
})

describe('while Slack cannot be asked who we are', () => {
  it.each(BUTTON_ACTIONS)('a press of %s is refused, so that it is not lost unnoticed', async (press) => {
    const { slack, at, came } = await asked()
    slack.faults.goesDown({ kind: 'unreachable' })
    const heard = await slack.press('ada', at, formatActionId(press))
    expect(heard).toMatchObject({ status: 503 })
    expect(slack.listEphemerals('ada')).toMatchObject([{ from: 'slack' }])
    expect(came).toEqual([])
  })
})
