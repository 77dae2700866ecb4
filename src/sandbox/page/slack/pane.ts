import type { SandboxSlack } from '../../slack/open.ts'
import type { OpenModal, SandboxMessage, Whispered } from '../../slack/seen.ts'
import type { Place } from '../markdown/links.ts'
import type { Who } from '../wire.ts'
import type { SaidInSlack, SlackPane, ThreadView } from '../wire-chats.ts'
import { viewBlocks, viewText } from './blocks.ts'
import type { Around } from './mrkdwn.ts'

/** Whose Slack is looked at, where and when. */
export interface SlackSight {
  readonly slack: SandboxSlack
  /** Everybody in it, by their login. */
  readonly people: readonly string[]
  readonly me: string
  readonly place: Place
  /** Milliseconds since 1970. */
  readonly now: number
}

/** emulate makes these by itself, and nobody speaks there. */
const UNUSED: ReadonlySet<string> = new Set(['general', 'random'])
/** As many messages and threads of a channel as are shown: the newest. */
const MOST_SHOWN = 150

/** Slack as one person sees it: the channels that they may read, what they alone were shown, their home, their form. */
export function slackPane(sight: SlackSight): SlackPane {
  const { slack, me } = sight
  const around = aroundOf(sight)
  return {
    workspace: 'Godel',
    channels: slack
      .channels()
      .flatMap(({ id, name, members }) =>
        !UNUSED.has(name) && (members === null || members.includes(me))
          ? [{ id, name, isPrivate: members !== null, messages: threadsOf(id, sight, around) }]
          : [],
      ),
    home: homeOf(sight, around),
    form: formOf(slack.modal(me), around),
  }
}

function aroundOf({ slack, people, place, now }: SlackSight): Around {
  const names = new Map([
    ...people.map((login) => [slack.person(login), login] as const),
    ...slack.channels().map(({ id, name }) => [id, name] as const),
  ])
  return { place, names, now }
}

function threadsOf(channel: string, { slack, me }: SlackSight, around: Around): ThreadView[] {
  const app = slack.app().user
  const whispers = slack.whispers(me).filter((one) => one.channel === channel)
  const said = slack.messages(channel)
  const all = [
    ...said.map((one) => ({ thread: one.thread, view: messageView(one, { app, around }) })),
    ...whispers.map((one, at) => ({ thread: one.thread, view: whisperView(one, { at, me, around }) })),
  ].sort((one, other) => one.view.at - other.view.at)
  return all
    .filter(({ thread }) => thread === null)
    .slice(-MOST_SHOWN)
    .map(({ view }) => ({
      ...view,
      replies: all.flatMap((one) => (one.thread === view.id ? [one.view] : [])).slice(-MOST_SHOWN),
    }))
}

function messageView(
  { id, by, at, text, blocks, editedAt }: SandboxMessage,
  { app, around }: { readonly app: string; readonly around: Around },
): SaidInSlack {
  const who = by === app ? APP : { login: around.names.get(by) ?? by, isBot: false }
  const drawn = blocks.length > 0 ? viewBlocks(blocks, around) : viewText(text, around)
  return { id, by: who, at, edited: editedAt !== null, blocks: drawn, onlyFor: null }
}

function whisperView(
  { at, text, blocks, from }: Whispered,
  { at: index, me, around }: { readonly at: number; readonly me: string; readonly around: Around },
): SaidInSlack {
  const by = from === 'app' ? APP : SLACKBOT
  const drawn = blocks.length > 0 ? viewBlocks(blocks, around) : viewText(text, around)
  return { id: `whisper-${index}`, by, at, edited: false, blocks: drawn, onlyFor: me }
}

function homeOf({ slack, me }: SlackSight, around: Around): SlackPane['home'] {
  const home = slack.home(me)
  return home && viewBlocks(home.blocks, around)
}

function formOf(open: OpenModal | null, around: Around): SlackPane['form'] {
  if (open?.view.type !== 'modal') return null
  const { id, errors } = open
  const { title, submit, close, blocks } = open.view
  const words = { title: title.text, submit: submit?.text ?? 'Submit', close: close?.text ?? 'Cancel' }
  return { id, ...words, blocks: viewBlocks(blocks, around), errors }
}

const APP: Who = { login: 'Release Captain', isBot: true }
const SLACKBOT: Who = { login: 'Slackbot', isBot: true }
