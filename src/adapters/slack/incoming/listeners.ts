import type { App } from '@slack/bolt'
import { z } from 'zod'
import {
  BUTTON_ACTIONS,
  formatActionId,
  REASON,
  type SlackInteraction,
} from '../../../runtime/ports/slack-interaction.ts'
import type { NotDoneReason, SlackAdapterOptions, SlackRequestOutcome } from '../adapter-options.ts'
import type { AskSlack } from '../call-slack.ts'
import type { EphemeralMessages } from '../ephemeral-messages.ts'
import type { SlackIdentity } from '../identity.ts'
import { determineAddressee } from './addressee.ts'
import {
  type ParsedClick,
  parseClick,
  parseCommand,
  parseHomeOpening,
  parseReasonForm,
  serializeClick,
} from './payloads.ts'
import { ANSWER_MS, createRecorder, waitAtMost } from './record-interaction.ts'
import type { ResponsePath, ResponsePaths } from './response-paths.ts'

/** What the listeners work with. */
export interface Listening {
  readonly options: SlackAdapterOptions
  readonly ask: AskSlack
  readonly sendEphemeral: EphemeralMessages
  readonly fetchIdentity: () => Promise<SlackIdentity>
  readonly passages: ResponsePaths
  /** Told what became of each thing that came in. */
  readonly onTaken: (outcome: SlackRequestOutcome) => void
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
  app.error(async (error) => options.log.error({ err: error }, 'Handling a request from Slack failed.'))
  app.use(async (given) => {
    const passage = passages.of(given.body)
    passage.outcome = await checkAddressee(given.body, listening)
    if (passage.outcome === 'ignored') await given.next()
    // What nobody listens for wants an answer too: a button that is a link.
    if (!passage.isAnswered && 'ack' in given && given.ack) await given.ack()
    onTaken(passage.outcome)
  })
  listenForClicks(app, listening)
  listenForReasons(app, listening)
  listenForCommands(app, listening)
  listenForHome(app, listening)
}

/** `ignored` for what is ours, until somebody listens to it. */
async function checkAddressee(body: unknown, { fetchIdentity: identity, options }: Listening) {
  try {
    const addressee = determineAddressee(body, await identity())
    return addressee === 'us' ? 'ignored' : addressee
  } catch (error) {
    options.log.warn({ err: error }, "Slack didn't confirm the bot's identity, so no request is accepted.")
    return 'not-stored'
  }
}

function listenForClicks(app: App, listening: Listening): void {
  const { options, passages, fetchIdentity: identity } = listening
  const record = createRecorder(options)
  const takeBody = async (body: object) => {
    const passage = passages.of(body)
    passage.outcome = 'malformed'
    const read = parseClick(body, { workspace: (await identity()).workspace, at: options.now() })
    if (read) {
      const { press } = read
      const isAsked = press.press === 'no-go'
      const done = isAsked ? await askReason(read, listening) : await record(passage.id, press)
      settle(passage, done)
      if (isNotDone(done)) explainNotDone(press, done, listening)
    }
    passage.isAnswered = true
  }
  for (const press of BUTTON_ACTIONS) {
    app.action(formatActionId(press), async ({ body, ack }) => {
      await takeBody(body)
      await ack()
    })
  }
}

async function askReason({ press, trigger, about }: ParsedClick, listening: Listening) {
  const { options, ask } = listening
  const openReasonForm = async () => {
    const view = await options.asksReason({ press, about, metadata: serializeClick(press) })
    await ask({ method: 'views.open', with: { trigger_id: trigger, view }, reads: NOTHING })
    return 'asked' as const
  }
  try {
    const done = await waitAtMost(ANSWER_MS, openReasonForm())
    return done === 'late' ? 'too-late' : done
  } catch (error) {
    options.log.warn({ err: error }, "Slack didn't open the form for a reason.")
    return 'too-late'
  }
}

function listenForReasons(app: App, { options, passages, fetchIdentity: identity }: Listening): void {
  const record = createRecorder(options)
  app.view(REASON.form, async ({ body, ack }) => {
    const passage = passages.of(body)
    passage.outcome = 'malformed'
    const press = parseReasonForm(body, { workspace: (await identity()).workspace, at: options.now() })
    const done = press ? await record(passage.id, press) : null
    if (done) settle(passage, done)
    passage.isAnswered = true
    if (done === null || !isNotDone(done)) return ack()
    await ack({ response_action: 'errors', errors: { [REASON.field]: options.notDone(done).text } })
  })
}

function listenForCommands(app: App, { options, passages, fetchIdentity: identity }: Listening): void {
  const record = createRecorder(options)
  app.command(COMMAND, async ({ body, ack }) => {
    const passage = passages.of(body)
    passage.outcome = 'malformed'
    const command = parseCommand(body, { workspace: (await identity()).workspace, at: options.now() })
    const done = command ? await record(passage.id, command) : null
    if (done) settle(passage, done)
    passage.isAnswered = true
    if (done === null || !isNotDone(done)) return ack()
    await ack({ response_type: 'ephemeral', text: options.notDone(done).text })
  })
}

function listenForHome(app: App, { options, passages, fetchIdentity: identity }: Listening): void {
  const record = createRecorder(options)
  app.event('app_home_opened', async ({ body }) => {
    const passage = passages.of(body)
    const opening = parseHomeOpening(body, { workspace: (await identity()).workspace, at: options.now() })
    if (opening) settle(passage, await record(passage.id, opening))
  })
}

type Done = Awaited<ReturnType<ReturnType<typeof createRecorder>>> | NotDoneReason | 'asked'

function settle(passage: ResponsePath, done: Done): void {
  passage.outcome = isNotDone(done) ? 'not-stored' : done
}

function isNotDone(done: Done): done is NotDoneReason {
  return done === 'failed' || done === 'late' || done === 'too-late'
}

/** Goes by itself: Slack waits for its answer. */
function explainNotDone(
  { user, channel, thread, answerUrl }: Extract<SlackInteraction, { kind: 'press' }>,
  why: NotDoneReason,
  { sendEphemeral: ephemeral, options }: Listening,
): void {
  ephemeral({ user, channel, thread, answerUrl }, options.notDone(why)).catch((error: unknown) => {
    options.log.warn({ err: error }, 'Could not tell a Slack user that nothing was done.')
  })
}
