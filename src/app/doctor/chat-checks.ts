import type { DoctorCheck } from '../../cli/engine.ts'
import { check, fail, ok, type Seen, warn } from '../../local/checking.ts'
import { openLog } from '../../logging/log.ts'
import { openRedactor } from '../../logging/redact.ts'
import { type Channel, MEDIA, type Medium } from '../../release/audience.ts'
import type { Policy } from '../../release/policy.ts'
import type { ChatHealth } from '../../runtime/ports/chat.ts'
import type { AppSettings } from '../../settings.ts'
import type { Place } from '../../store/place.ts'
import { type ServerBacklog, serverBacklog } from '../../store/server-backlog.ts'
import { openMetrics } from '../../web/metrics.ts'
import { type OpenChats, openChats } from '../chats.ts'

/** What the chats are looked at with. */
export interface ChatsExamined {
  readonly app: Pick<AppSettings, 'slack' | 'discord'>
  readonly place: Place
  /** Of the repositories: they name the channels. */
  readonly policies: readonly Policy[]
  /** Seconds since 1970. */
  readonly now: () => number
}

type Chat = NonNullable<OpenChats['slack'] | OpenChats['discord']>

const NAMES: Readonly<Record<Medium, string>> = { slack: 'Slack', discord: 'Discord' }

/** Each chat that is set up, and each channel that a policy names there: whether we can post in it, and what waits. */
export async function chatChecks(examined: ChatsExamined): Promise<readonly DoctorCheck[]> {
  const chats = await openChats(withoutSocket(examined.app), quiet(examined))
  const backlog = await backlogOf(examined.place)
  const checks: DoctorCheck[] = []
  for (const medium of MEDIA) {
    const chat = chats[medium]
    if (!chat) continue
    checks.push(await check(NAMES[medium], async () => healthSeen(NAMES[medium], await chat.health())))
    for (const name of namesIn(examined.policies, medium))
      checks.push(await channelCheck(chat, { medium, name, backlog, now: examined.now() }))
  }
  await chats.close()
  return checks
}

/** A connection of Socket Mode would take what people press away from the App that is at work. */
function withoutSocket({ slack, discord }: ChatsExamined['app']): ChatsExamined['app'] {
  if (slack?.entrance.kind !== 'socket') return { slack, discord }
  return { slack: { ...slack, entrance: { kind: 'door', signingSecret: '' } }, discord }
}

function quiet({ now }: ChatsExamined): Parameters<typeof openChats>[1] {
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
  }
}

function healthSeen(name: string, health: ChatHealth): Seen {
  if (health.kind === 'well') return ok(`${name} answers, and knows us as ${health.as}.`)
  return fail(health.refusal.what, health.refusal.next)
}

function namesIn(policies: readonly Policy[], medium: Medium): readonly string[] {
  const named = policies.flatMap(({ channels }): readonly Channel[] => channels)
  return [...new Set(named.filter((one) => one.medium === medium).map(({ name }) => name))]
}

interface Looked {
  readonly medium: Medium
  readonly name: string
  /** Null where nobody but the App at work can look. */
  readonly backlog: ServerBacklog | null
  readonly now: number
}

function channelCheck(chat: Chat, { medium, name, backlog, now }: Looked): Promise<DoctorCheck> {
  const place = `${medium} #${name}`
  return check(`${NAMES[medium]} #${name}`, async () => {
    await chat.channel(name)
    const waits = backlog?.find((one) => one.place === place)
    if (!waits || waits.waiting + waits.givenUp === 0)
      return ok(
        backlog === null
          ? 'We are in it. What waits to be said there is in /metrics of the App at work.'
          : 'We are in it, and nothing waits to be said there.',
      )
    const minutes = Math.round((now - waits.since) / 60)
    const why = waits.problem === null ? '' : ` The last thing that went wrong: ${waits.problem}`
    return warn(
      `${waits.waiting} messages wait for it, the oldest for ${minutes} minutes, and ${waits.givenUp} were given up.${why}`,
      'What waits is said by itself as soon as it can be; the log says what was given up.',
    )
  })
}

async function backlogOf(place: Place): Promise<ServerBacklog | null> {
  if (place.kind !== 'server') return null
  // That the server does not answer is said by the check of the record.
  return serverBacklog(place.url).catch(() => null)
}
