import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Answers } from './answers.ts'
import type { SlackCallContext } from './calls.ts'
import {
  type ClickedBy,
  createClickPayload,
  createCommandFields,
  createHomePayload,
  createSubmissionPayload,
  type SandboxButton,
} from './payloads.ts'
import {
  type AppEndpoint,
  type Parcel,
  type SignedParcel,
  type SlackAnswer,
  sendParcel,
  signParcel,
  toForm,
  toFormPayload,
  toJson,
} from './sending.ts'
import { addEphemeral, addMessage } from './state.ts'

/** What people do in the workspace, and how the App answers within Slack's three seconds. */
export interface SlackActions {
  /** Presses a button of a message. @throws where the message has no such button any more */
  press(login: string, at: MessageAt, action: string): Promise<SlackAnswer>
  /** Says something in a channel; a line with a slash is a command. */
  says(login: string, channel: string, text: string): Promise<SlackAnswer>
  /** Fills in the form that is open before someone, by block, and sends it. */
  submits(login: string, values: Readonly<Record<string, string>>): Promise<SlackAnswer>
  /** Leaves the form without sending it. */
  leaves(login: string): void
  opensHome(login: string): Promise<SlackAnswer>
  /** What was sent last, to be sent again by someone who listened on the line. */
  lastSent(): SignedParcel | null
  sendsAgain(signed: SignedParcel): Promise<SlackAnswer>
}

export interface MessageAt {
  readonly channel: string
  readonly id: string
}

/** What the deeds are done with. */
interface SlackActionContext {
  readonly scene: SlackCallContext
  readonly answers: Answers
  readonly outward: AppEndpoint
  /** Where the front listens. */
  readonly url: string
}

const TRIGGER = z.object({ trigger_id: z.string() })
const POSTED = z.object({ channel: z.string(), ts: z.string() })
const COMMAND = /^(\/[a-z-]+)(?:\s+([\s\S]*))?$/
const MISTAKES = z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) })
const SAID = z.object({ text: z.string() })

export function openActions(context: SlackActionContext): SlackActions {
  const { scene: scope, outward } = context
  const sent: SignedParcel[] = []
  const deliver = (parcel: Parcel) => {
    const signed = signParcel(parcel, outward)
    sent.push(signed)
    return sendParcel(signed, outward)
  }
  return {
    async press(login, at, action) {
      const message = scope.seen.messages.find(({ channel, id }) => channel === at.channel && id === at.id)
      const found = message ? findButton(message.blocks, action) : null
      if (!message || !found) throw new Error(`There is no button ${action} on that message.`)
      const by = await begin(context, login, { channel: at.channel, thread: message.thread })
      const heard = await deliver(toFormPayload(createClickPayload(by, message, found)))
      if (!isTaken(heard))
        showComplaint(scope, by, { channel: at.channel, what: 'This button did not work.' })
      return heard
    },
    async says(login, channel, text) {
      const [, command, words = ''] = COMMAND.exec(text) ?? []
      if (command === undefined) return postChat(scope, login, { channel, text })
      const by = await begin(context, login, { channel, thread: null })
      const heard = await deliver(toForm(createCommandFields(by, { channel, command, text: words })))
      if (!isTaken(heard)) showComplaint(scope, by, { channel, what: `${command} failed.` })
      else if (heard.text !== '') showAnswer(scope, by, { channel, text: heard.text })
      return heard
    },
    async submits(login, values) {
      const modal = scope.seen.modals.get(getUserId(scope, login))
      if (!modal) throw new Error(`There is no form open before ${login}.`)
      const by = await begin(context, login, { channel: '', thread: null })
      const heard = await deliver(toFormPayload(createSubmissionPayload(by, modal, values)))
      close(scope, by.user, heard)
      return heard
    },
    leaves(login) {
      scope.seen.modals.delete(getUserId(scope, login))
      scope.seen.ticks.tick()
    },
    async opensHome(login) {
      const user = getUserId(scope, login)
      const at = Math.floor(scope.now() / 1000)
      const id = `Ev${randomUUID().replaceAll('-', '').toUpperCase()}`
      return deliver(toJson(createHomePayload({ workspace: scope.workspace, user }, { id, at })))
    },
    lastSent: () => sent.at(-1) ?? null,
    sendsAgain: (signed) => sendParcel(signed, outward),
  }
}

/** What Slack makes for each thing that someone does: a trigger for a form, an address for answers. */
async function begin(
  { scene: scope, answers, url }: SlackActionContext,
  login: string,
  { channel, thread }: { readonly channel: string; readonly thread: string | null },
): Promise<ClickedBy> {
  const { workspace, triggers } = scope
  const user = getUserId(scope, login)
  const made = await workspace.call('views.generateTriggerId', workspace.app.token, { user_id: user })
  const { trigger_id: trigger } = TRIGGER.parse(made)
  triggers.set(trigger, user)
  return {
    workspace,
    login,
    user,
    trigger,
    answerUrl: `${url}/answers/${answers.open({ user, channel, thread })}`,
  }
}

async function postChat(
  { workspace, seen, now }: SlackCallContext,
  login: string,
  { channel, text }: { readonly channel: string; readonly text: string },
): Promise<SlackAnswer> {
  const given = { channel, text }
  const posted = POSTED.parse(await workspace.call('chat.postMessage', workspace.tokenOf(login), given))
  const by = workspace.people.get(login) ?? login
  const message = { channel, id: posted.ts, by, at: now(), text, blocks: [], thread: null, editedAt: null }
  addMessage(seen, message)
  return { kind: 'answered', status: 200, text: '' }
}

function findButton(
  blocks: SlackCallContext['seen']['messages'][number]['blocks'],
  action: string,
): { readonly button: SandboxButton; readonly block: string } | null {
  for (const block of blocks) {
    if (block.type !== 'actions') continue
    const button = block.elements.find(({ action_id }) => action_id === action)
    if (button) return { button, block: block.block_id ?? '' }
  }
  return null
}

/** The form goes, unless the App says what is wrong with it, or nothing. */
function close({ seen }: SlackCallContext, user: string, heard: SlackAnswer): void {
  const modal = seen.modals.get(user)
  if (!modal) return
  const mistakes = heard.kind === 'answered' ? MISTAKES.safeParse(parseJson(heard.text)) : null
  if (mistakes?.success) seen.modals.set(user, { ...modal, errors: mistakes.data.errors })
  else if (isTaken(heard)) seen.modals.delete(user)
  else seen.modals.set(user, { ...modal, errors: { '': 'We had some trouble connecting. Try again?' } })
  seen.ticks.tick()
}

function showAnswer(
  { seen, now }: SlackCallContext,
  { user }: ClickedBy,
  { channel, text }: { readonly channel: string; readonly text: string },
): void {
  const read = SAID.safeParse(parseJson(text))
  const said = read.success ? read.data.text : text
  addEphemeral(seen, user, { channel, at: now(), text: said, blocks: [], thread: null, from: 'app' })
}

/** What Slack itself shows where an App gives no good answer. */
function showComplaint(
  { seen, now }: SlackCallContext,
  { user }: ClickedBy,
  { channel, what }: { readonly channel: string; readonly what: string },
): void {
  addEphemeral(seen, user, { channel, at: now(), text: what, blocks: [], thread: null, from: 'slack' })
}

function isTaken(heard: SlackAnswer): heard is Extract<SlackAnswer, { kind: 'answered' }> {
  return heard.kind === 'answered' && heard.status === 200
}

function getUserId({ workspace }: SlackCallContext, login: string): string {
  const user = workspace.people.get(login)
  if (user === undefined) throw new Error(`${login} is not in the workspace.`)
  return user
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
