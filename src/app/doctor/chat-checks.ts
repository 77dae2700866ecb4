import type { DoctorCheck } from '../../cli/engine.ts'
import { openMetrics } from '../../http/metrics.ts'
import { openLog } from '../../logging/log.ts'
import { openRedactor } from '../../logging/redact.ts'
import { type CheckAnswer, check, createOk, fail, warn } from '../../planner/doctor/check.ts'
import { type Channel, MEDIA, MEDIUM_NAMES, type Medium } from '../../release/audience.ts'
import type { Policy } from '../../release/policy.ts'
import type { Chat, ChatHealth } from '../../runtime/ports/chat.ts'
import type { AppSettings } from '../../settings.ts'
import type { Backlog } from '../../store/jobs/backlog.ts'
import { readServerBacklog, type ServerBacklog } from '../../store/postgres/server-backlog.ts'
import type { StoreLocation } from '../../store/store-location.ts'
import { openChats } from '../open-chats.ts'
import { checkSlackEndpoint } from './slack-endpoint-check.ts'
import { countThings } from './wording.ts'

/** What the chats are looked at with. */
export interface ChatsExamined {
  readonly app: Pick<AppSettings, 'slack' | 'discord'>
  readonly place: StoreLocation
  /** Of the repositories: they name the channels. */
  readonly policies: readonly Policy[]
  /** Seconds since 1970. */
  readonly now: () => number
}

type ExaminedChat = Pick<Chat<never>, 'resolveChannel'>

/**
 * Each chat that is set up, and each channel that a policy names there or something waits for: whether we can post in it,
 * and what waits.
 */
export async function checkChats(examined: ChatsExamined): Promise<readonly DoctorCheck[]> {
  const given = createQuietOptions(examined)
  const chats = await openChats(excludeSocket(examined.app), given)
  const backlog = await readBacklog(examined.place)
  const checks: DoctorCheck[] = []
  for (const medium of MEDIUM_NAMES) {
    const chat = chats[medium]
    if (chat)
      checks.push(
        await check(MEDIA[medium].name, async () => toHealthSeen(MEDIA[medium].name, await chat.health())),
      )
    const commands = medium === 'discord' ? chats.discord?.checkCommands : null
    if (commands && checks.at(-1)?.outcome === 'ok')
      checks.push(await check('Discord commands', async () => toCommandsSeen(await commands())))
    if (medium === 'slack' && examined.app.slack)
      checks.push(await checkSlackEndpoint(examined.app.slack, given))
    const looked = { medium, backlog, now: examined.now() }
    const named = chat ? listChannelNames(examined.policies, medium) : []
    for (const name of new Set([...named, ...listWaitedFor(backlog, medium)]))
      checks.push(await checkChannel(chat, { ...looked, name }))
  }
  await chats.close()
  return checks
}

/** A connection of Socket Mode would take what people press away from the App that is at work. */
function excludeSocket({ slack, ...others }: ChatsExamined['app']): ChatsExamined['app'] {
  if (slack?.endpoint.kind !== 'socket') return { slack, ...others }
  return { slack: { ...slack, endpoint: { kind: 'door', signingSecret: '' } }, ...others }
}

function createQuietOptions({ now }: ChatsExamined): Parameters<typeof openChats>[1] {
  const nobody = { write: () => true }
  return {
    store: {
      storeDelivery: async () => {
        throw new Error('A doctor takes nothing in.')
      },
    },
    metrics: openMetrics(),
    log: openLog({ level: 'error', destination: nobody, redactor: openRedactor([]) }),
    now,
    learnSecret: () => undefined,
    listens: false,
  }
}

function toHealthSeen(name: string, health: ChatHealth): CheckAnswer {
  if (health.kind === 'well') return createOk(`${name} answers, and knows the bot as ${health.as}.`)
  return fail(health.refusal.what, health.refusal.next)
}

/** Releases and announcements do without them. */
function toCommandsSeen(health: ChatHealth): CheckAnswer {
  if (health.kind === 'well') return createOk(`${health.as}.`)
  return warn(health.refusal.what, health.refusal.next)
}

function listChannelNames(policies: readonly Policy[], medium: Medium): readonly string[] {
  const named = policies.flatMap(({ channels }): readonly Channel[] => channels)
  return [...new Set(named.filter((one) => one.medium === medium).map(({ name }) => name))]
}

interface LookedUpChannels {
  readonly medium: Medium
  readonly name: string
  /** Null where nobody but the App at work can look. */
  readonly backlog: ServerBacklog | null
  readonly now: number
}

async function checkChannel(chat: ExaminedChat | null, looked: LookedUpChannels): Promise<DoctorCheck> {
  const { medium, name, backlog, now } = looked
  const seen = await check(`${MEDIA[medium].name} #${name}`, async () => {
    if (chat) await chat.resolveChannel(name)
    return createOk(`The bot is in it${backlog === null ? `. ${UNKNOWN}` : ', and no message is waiting.'}`)
  })
  const waits = backlog?.find(({ place }) => place === formatPlace(medium, name))
  if (!waits || waits.waiting + waits.givenUp === 0) return seen
  if (seen.outcome === 'fail') return { ...seen, saw: `${seen.saw} ${formatWaiting(waits, now)}` }
  return {
    ...seen,
    ...warn(formatWaiting(waits, now), chat ? TIMEOUT : `Set ${MEDIA[medium].name} up again.`),
  }
}

/** A record in a folder is open to one process, and the names of channels are no series of metrics (threat G8). */
const UNKNOWN =
  'Only the running App knows what is waiting: see /metrics for all channels together, and its log.'
const TIMEOUT =
  'Waiting messages are posted automatically as soon as possible. The log shows what was given up.'

function formatWaiting({ waiting, givenUp, since, problem }: Backlog, now: number): string {
  const age = countThings(Math.round((now - since) / 60), 'minute')
  const parts = [
    ...(waiting > 0
      ? [`${countThings(waiting, 'message waits', 'messages wait')} for it, the oldest for ${age}`]
      : []),
    ...(givenUp > 0 ? [`${countThings(givenUp, 'message was', 'messages were')} given up`] : []),
  ]
  const why = problem === null ? '' : ` Last problem: ${problem}`
  return `${parts.join(', and ')}.${why}`
}

/** The channels for which something waits, or was given up. A release remembers those of the config that it began with. */
function listWaitedFor(backlog: ServerBacklog | null, medium: Medium): readonly string[] {
  const start = formatPlace(medium, '')
  return (backlog ?? [])
    .filter(({ place, waiting, givenUp }) => place.startsWith(start) && waiting + givenUp > 0)
    .map(({ place }) => place.slice(start.length))
}

/** As the record names it. */
function formatPlace(medium: Medium, name: string): string {
  return `${medium} #${name}`
}

async function readBacklog(place: StoreLocation): Promise<ServerBacklog | null> {
  if (place.kind !== 'server') return null
  // That the server does not answer is said by the check of the record.
  return readServerBacklog(place.url).catch(() => null)
}
