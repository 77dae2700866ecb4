import type { App } from '@slack/bolt'
import { z } from 'zod'
import { actionOf, PRESSES, REASON, type SlackArrival } from '../../../runtime/ports/slack-arrival.ts'
import type { Ask } from '../caller.ts'
import type { Identity } from '../identity.ts'
import type { NotDone, SlackOptions, SlackOutcome } from '../options.ts'
import type { Whispers } from '../whisper.ts'
import { addresseeOf } from './belongs.ts'
import type { Passage, Passages } from './passages.ts'
import { carried, type ReadPress, readCommand, readOpening, readPress, readReason } from './payloads.ts'
import { ANSWER_MS, recordingOf, within } from './recording.ts'

/** What the listeners work with. */
export interface Listening {
  readonly options: SlackOptions
  readonly ask: Ask
  readonly whisper: Whispers
  readonly identity: () => Promise<Identity>
  readonly passages: Passages
  /** Told what became of each thing that came in. */
  readonly onTaken: (outcome: SlackOutcome) => void
}

const NOTHING = z.object({})

/** The one command that we have. */
export const COMMAND = '/release'

/**
 * Listens to what people do: each is put on record, then answered, within the three seconds that Slack gives; all work comes
 * after. What is not for us is answered by nothing, and has no effect.
 */
export function listen(app: App, listening: Listening): void {
  const { options, passages, onTaken } = listening
  app.error(async (error) => options.log.error({ err: error }, 'Something that came from Slack broke.'))
  app.use(async (given) => {
    const passage = passages.of(given.body)
    passage.outcome = await standing(given.body, listening)
    if (passage.outcome === 'ignored') await given.next()
    // What nobody listens for wants an answer too: a button that is a link.
    if (!passage.isAnswered && 'ack' in given && given.ack) await given.ack()
    onTaken(passage.outcome)
  })
  onPress(app, listening)
  onReason(app, listening)
  onCommand(app, listening)
  onHome(app, listening)
}

/** `ignored` for what is ours, until somebody listens to it. */
async function standing(body: unknown, { identity, options }: Listening) {
  try {
    const addressee = addresseeOf(body, await identity())
    return addressee === 'us' ? 'ignored' : addressee
  } catch (error) {
    options.log.warn({ err: error }, 'Slack could not be asked who we are, so that nothing is taken in.')
    return 'not-stored'
  }
}

function onPress(app: App, listening: Listening): void {
  const { options, passages, identity } = listening
  const record = recordingOf(options)
  const take = async (body: object) => {
    const passage = passages.of(body)
    passage.outcome = 'malformed'
    const read = readPress(body, { workspace: (await identity()).workspace, at: options.now() })
    if (read) {
      const { press } = read
      const isAsked = press.press === 'no-go'
      const done = isAsked ? await askReason(read, listening) : await record(passage.id, press)
      settle(passage, done)
      if (isNotDone(done)) tell(press, done, listening)
    }
    passage.isAnswered = true
  }
  for (const press of PRESSES) {
    app.action(actionOf(press), async ({ body, ack }) => {
      await take(body)
      await ack()
    })
  }
}

async function askReason({ press, trigger, about }: ReadPress, listening: Listening) {
  const { options, ask } = listening
  const open = async () => {
    const view = await options.asksReason({ press, about, metadata: carried(press) })
    await ask({ method: 'views.open', with: { trigger_id: trigger, view }, reads: NOTHING })
    return 'asked' as const
  }
  try {
    const done = await within(ANSWER_MS, open())
    return done === 'late' ? 'too-late' : done
  } catch (error) {
    options.log.warn({ err: error }, 'Slack did not let us ask for a reason.')
    return 'too-late'
  }
}

function onReason(app: App, { options, passages, identity }: Listening): void {
  const record = recordingOf(options)
  app.view(REASON.form, async ({ body, ack }) => {
    const passage = passages.of(body)
    passage.outcome = 'malformed'
    const press = readReason(body, { workspace: (await identity()).workspace, at: options.now() })
    const done = press ? await record(passage.id, press) : null
    if (done) settle(passage, done)
    passage.isAnswered = true
    if (done === null || !isNotDone(done)) return ack()
    await ack({ response_action: 'errors', errors: { [REASON.field]: options.notDone(done).text } })
  })
}

function onCommand(app: App, { options, passages, identity }: Listening): void {
  const record = recordingOf(options)
  app.command(COMMAND, async ({ body, ack }) => {
    const passage = passages.of(body)
    passage.outcome = 'malformed'
    const command = readCommand(body, { workspace: (await identity()).workspace, at: options.now() })
    const done = command ? await record(passage.id, command) : null
    if (done) settle(passage, done)
    passage.isAnswered = true
    if (done === null || !isNotDone(done)) return ack()
    await ack({ response_type: 'ephemeral', text: options.notDone(done).text })
  })
}

function onHome(app: App, { options, passages, identity }: Listening): void {
  const record = recordingOf(options)
  app.event('app_home_opened', async ({ body }) => {
    const passage = passages.of(body)
    const opening = readOpening(body, { workspace: (await identity()).workspace, at: options.now() })
    if (opening) settle(passage, await record(passage.id, opening))
  })
}

type Done = Awaited<ReturnType<ReturnType<typeof recordingOf>>> | NotDone | 'asked'

function settle(passage: Passage, done: Done): void {
  passage.outcome = isNotDone(done) ? 'not-stored' : done
}

function isNotDone(done: Done): done is NotDone {
  return done === 'failed' || done === 'late' || done === 'too-late'
}

/** Goes by itself: Slack waits for its answer. */
function tell(
  { user, channel, thread, answerUrl }: Extract<SlackArrival, { kind: 'press' }>,
  why: NotDone,
  { whisper, options }: Listening,
): void {
  whisper({ user, channel, thread, answerUrl }, options.notDone(why)).catch((error: unknown) => {
    options.log.warn({ err: error }, 'Somebody in Slack could not be told that nothing was done.')
  })
}
