import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Answers } from './answers.ts'
import type { Scene } from './calls.ts'
import {
  type By,
  commandFields,
  homePayload,
  pressPayload,
  type SandboxButton,
  submissionPayload,
} from './payloads.ts'
import { addMessage, addWhisper } from './seen.ts'
import {
  asForm,
  asJson,
  type Heard,
  inForm,
  type Outward,
  type Parcel,
  type Signed,
  send,
  sign,
} from './sending.ts'

/** What people do in the workspace, and how the App answers within Slack's three seconds. */
export interface Deeds {
  /** Presses a button of a message. @throws where the message has no such button any more */
  press(login: string, at: MessageAt, action: string): Promise<Heard>
  /** Says something in a channel; a line with a slash is a command. */
  says(login: string, channel: string, text: string): Promise<Heard>
  /** Fills in the form that is open before somebody, by block, and sends it. */
  submits(login: string, values: Readonly<Record<string, string>>): Promise<Heard>
  /** Leaves the form without sending it. */
  leaves(login: string): void
  opensHome(login: string): Promise<Heard>
  /** What was sent last, to be sent again by somebody who listened on the line. */
  lastSent(): Signed | null
  sendsAgain(signed: Signed): Promise<Heard>
}

export interface MessageAt {
  readonly channel: string
  readonly id: string
}

/** What the deeds are done with. */
export interface Hands {
  readonly scene: Scene
  readonly answers: Answers
  readonly outward: Outward
  /** Where the front listens. */
  readonly url: string
}

const TRIGGER = z.object({ trigger_id: z.string() })
const POSTED = z.object({ channel: z.string(), ts: z.string() })
const COMMAND = /^(\/[a-z-]+)(?:\s+([\s\S]*))?$/
const MISTAKES = z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) })
const SAID = z.object({ text: z.string() })

export function openDeeds(hands: Hands): Deeds {
  const { scene, outward } = hands
  const sent: Signed[] = []
  const deliver = (parcel: Parcel) => {
    const signed = sign(parcel, outward)
    sent.push(signed)
    return send(signed, outward)
  }
  return {
    async press(login, at, action) {
      const message = scene.seen.messages.find(({ channel, id }) => channel === at.channel && id === at.id)
      const found = message ? buttonIn(message.blocks, action) : null
      if (!message || !found) throw new Error(`There is no button ${action} on that message.`)
      const by = await begin(hands, login, { channel: at.channel, thread: message.thread })
      const heard = await deliver(inForm(pressPayload(by, message, found)))
      if (!isTaken(heard)) complain(scene, by, { channel: at.channel, what: 'This button did not work.' })
      return heard
    },
    async says(login, channel, text) {
      const [, command, words = ''] = COMMAND.exec(text) ?? []
      if (command === undefined) return chat(scene, login, { channel, text })
      const by = await begin(hands, login, { channel, thread: null })
      const heard = await deliver(asForm(commandFields(by, { channel, command, text: words })))
      if (!isTaken(heard)) complain(scene, by, { channel, what: `${command} failed.` })
      else if (heard.text !== '') answer(scene, by, { channel, text: heard.text })
      return heard
    },
    async submits(login, values) {
      const modal = scene.seen.modals.get(userOf(scene, login))
      if (!modal) throw new Error(`There is no form open before ${login}.`)
      const by = await begin(hands, login, { channel: '', thread: null })
      const heard = await deliver(inForm(submissionPayload(by, modal, values)))
      close(scene, by.user, heard)
      return heard
    },
    leaves(login) {
      scene.seen.modals.delete(userOf(scene, login))
      scene.seen.pulse.beat()
    },
    async opensHome(login) {
      const user = userOf(scene, login)
      const at = Math.floor(scene.now() / 1000)
      const id = `Ev${randomUUID().replaceAll('-', '').toUpperCase()}`
      return deliver(asJson(homePayload({ workspace: scene.workspace, user }, { id, at })))
    },
    lastSent: () => sent.at(-1) ?? null,
    sendsAgain: (signed) => send(signed, outward),
  }
}

/** What Slack makes for each thing that somebody does: a trigger for a form, an address for answers. */
async function begin(
  { scene, answers, url }: Hands,
  login: string,
  { channel, thread }: { readonly channel: string; readonly thread: string | null },
): Promise<By> {
  const { workspace, triggers } = scene
  const user = userOf(scene, login)
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

async function chat(
  { workspace, seen, now }: Scene,
  login: string,
  { channel, text }: { readonly channel: string; readonly text: string },
): Promise<Heard> {
  const given = { channel, text }
  const posted = POSTED.parse(await workspace.call('chat.postMessage', workspace.tokenOf(login), given))
  const by = workspace.people.get(login) ?? login
  const message = { channel, id: posted.ts, by, at: now(), text, blocks: [], thread: null, editedAt: null }
  addMessage(seen, message)
  return { kind: 'answered', status: 200, text: '' }
}

function buttonIn(
  blocks: Scene['seen']['messages'][number]['blocks'],
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
function close({ seen }: Scene, user: string, heard: Heard): void {
  const modal = seen.modals.get(user)
  if (!modal) return
  const mistakes = heard.kind === 'answered' ? MISTAKES.safeParse(jsonIn(heard.text)) : null
  if (mistakes?.success) seen.modals.set(user, { ...modal, errors: mistakes.data.errors })
  else if (isTaken(heard)) seen.modals.delete(user)
  else seen.modals.set(user, { ...modal, errors: { '': 'We had some trouble connecting. Try again?' } })
  seen.pulse.beat()
}

function answer(
  { seen, now }: Scene,
  { user }: By,
  { channel, text }: { readonly channel: string; readonly text: string },
): void {
  const read = SAID.safeParse(jsonIn(text))
  const said = read.success ? read.data.text : text
  addWhisper(seen, user, { channel, at: now(), text: said, blocks: [], thread: null, from: 'app' })
}

/** What Slack itself shows where an App gives no good answer. */
function complain(
  { seen, now }: Scene,
  { user }: By,
  { channel, what }: { readonly channel: string; readonly what: string },
): void {
  addWhisper(seen, user, { channel, at: now(), text: what, blocks: [], thread: null, from: 'slack' })
}

function isTaken(heard: Heard): heard is Extract<Heard, { kind: 'answered' }> {
  return heard.kind === 'answered' && heard.status === 200
}

function userOf({ workspace }: Scene, login: string): string {
  const user = workspace.people.get(login)
  if (user === undefined) throw new Error(`${login} is not in the workspace.`)
  return user
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
