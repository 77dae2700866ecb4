import type { SandboxSlack } from '../../../slack/open.ts'
import type { EphemeralMessage, OpenModal, SandboxMessage } from '../../../slack/state.ts'
import type { LinkPlace } from '../../markdown/links.ts'
import type { PersonView } from '../../wire/wire.ts'
import type { SlackMessageView, SlackPane, ThreadView } from '../../wire/wire-chats.ts'
import { viewBlocks, viewText } from './blocks.ts'
import type { MrkdwnContext } from './mrkdwn.ts'

/** Whose Slack is looked at, where and when. */
interface SlackViewContext {
  readonly slack: SandboxSlack
  /** Everyone in it, by their login. */
  readonly people: readonly string[]
  readonly me: string
  readonly place: LinkPlace
  /** Milliseconds since 1970. */
  readonly now: number
}

/** emulate makes these by itself, and no one speaks there. */
const UNUSED: ReadonlySet<string> = new Set(['general', 'random'])
/** As many messages and threads of a channel as are shown: the newest. */
const MOST_SHOWN = 150

/** Slack as one person sees it: the channels that they may read, what they alone were shown, their home, their form. */
export function viewSlackPane(slackView: SlackViewContext): SlackPane {
  const { slack, me } = slackView
  const around = createSurroundings(slackView)
  return {
    workspace: 'Godel',
    channels: slack
      .channels()
      .flatMap(({ id, name, members }) =>
        !UNUSED.has(name) && (members === null || members.includes(me))
          ? [{ id, name, isPrivate: members !== null, messages: listThreads(id, slackView, around) }]
          : [],
      ),
    home: viewHome(slackView, around),
    form: viewForm(slack.modal(me), around),
  }
}

function createSurroundings({ slack, people, place, now }: SlackViewContext): MrkdwnContext {
  const names = new Map([
    ...people.map((login) => [slack.person(login), login] as const),
    ...slack.channels().map(({ id, name }) => [id, name] as const),
  ])
  return { place, names, now }
}

function listThreads(channel: string, { slack, me }: SlackViewContext, around: MrkdwnContext): ThreadView[] {
  const app = slack.app().user
  const ephemerals = slack.listEphemerals(me).filter((one) => one.channel === channel)
  const said = slack.messages(channel)
  const all = [
    ...said.map((one) => ({ thread: one.thread, view: viewMessage(one, { app, around }) })),
    ...ephemerals.map((one, at) => ({ thread: one.thread, view: viewEphemeral(one, { at, me, around }) })),
  ].sort((one, other) => one.view.at - other.view.at)
  return all
    .filter(({ thread }) => thread === null)
    .slice(-MOST_SHOWN)
    .map(({ view }) => ({
      ...view,
      replies: all.flatMap((one) => (one.thread === view.id ? [one.view] : [])).slice(-MOST_SHOWN),
    }))
}

function viewMessage(
  { id, by, at, text, blocks, editedAt }: SandboxMessage,
  { app, around }: { readonly app: string; readonly around: MrkdwnContext },
): SlackMessageView {
  const who = by === app ? APP : { login: around.names.get(by) ?? by, isBot: false }
  const drawn = blocks.length > 0 ? viewBlocks(blocks, around) : viewText(text, around)
  return { id, by: who, at, edited: editedAt !== null, blocks: drawn, onlyFor: null }
}

function viewEphemeral(
  { at, text, blocks, from }: EphemeralMessage,
  { at: index, me, around }: { readonly at: number; readonly me: string; readonly around: MrkdwnContext },
): SlackMessageView {
  const by = from === 'app' ? APP : SLACKBOT
  const drawn = blocks.length > 0 ? viewBlocks(blocks, around) : viewText(text, around)
  return { id: `whisper-${index}`, by, at, edited: false, blocks: drawn, onlyFor: me }
}

function viewHome({ slack, me }: SlackViewContext, around: MrkdwnContext): SlackPane['home'] {
  const home = slack.home(me)
  return home && viewBlocks(home.blocks, around)
}

function viewForm(open: OpenModal | null, around: MrkdwnContext): SlackPane['form'] {
  if (open?.view.type !== 'modal') return null
  const { id, errors } = open
  const { title, submit, close, blocks } = open.view
  const words = { title: title.text, submit: submit?.text ?? 'Submit', close: close?.text ?? 'Cancel' }
  return { id, ...words, blocks: viewBlocks(blocks, around), errors }
}

const APP: PersonView = { login: 'Release Captain', isBot: true }
const SLACKBOT: PersonView = { login: 'Slackbot', isBot: true }
