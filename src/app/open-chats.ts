import {
  COMMAND_OUTCOMES,
  type CommandOutcome,
  type DiscordAdapter,
  type ListeningOptions,
} from '../adapters/discord/options.ts'
import type { SlackAdapter, SlackAdapterOptions } from '../adapters/slack/adapter-options.ts'
import type { Metrics } from '../http/metrics.ts'
import { createSlackCounter, type SlackEndpoint } from '../http/webhooks/slack/slack-endpoint.ts'
import type { Log } from '../logging/log.ts'
import { NOT_TAKEN, renderDiscordAnswer } from '../messages/discord/answer.ts'
import { renderNotDoneMessage, renderReasonView } from '../messages/slack/reason-form.ts'
import { DISCORD } from '../runtime/handlers/discord/command.ts'
import { SLACK } from '../runtime/jobs/inbox.ts'
import type { AppSettings } from '../settings.ts'
import type { Store } from '../store/store.ts'

/** What chats are opened with. */
export interface ChatsGiven {
  readonly store: Pick<Store, 'storeDelivery'>
  readonly metrics: Metrics
  readonly log: Log
  /** Seconds since 1970. */
  readonly now: () => number
  readonly learnSecret: (secret: string) => void
  /** Whether commands in Discord are taken in: the doctor only looks. */
  readonly listens: boolean
}

/** The chats that are set up. */
export interface OpenChats {
  readonly slack: SlackAdapter | null
  readonly discord: DiscordAdapter | null
  /** What stands behind `/slack/events`; null where Slack does not come to the door. */
  readonly endpoint: SlackEndpoint | null
  close(): Promise<void>
}

/** Opens the chats that are set up. What talks to them is loaded only then: it takes memory, and time at the start. */
export async function openChats(
  { slack, discord }: Pick<AppSettings, 'slack' | 'discord'>,
  given: ChatsGiven,
): Promise<OpenChats> {
  const count = createSlackCounter(given.metrics)
  const adapter = slack && (await openSlackWith(slack, given, count))
  const listening = listenWith(given)
  const announcer = discord && (await openDiscordWith(discord, { now: given.now, listening }))
  given.metrics.createGauge(
    { name: 'release_captain_discord_gateway_connected', help: 'Whether Discord commands arrive.' },
    () => (announcer?.isListening() ? 1 : 0),
  )
  return {
    slack: adapter,
    discord: announcer,
    endpoint:
      adapter && slack?.endpoint.kind === 'door'
        ? { signingSecret: slack.endpoint.signingSecret, take: adapter.take, count }
        : null,
    close: async () => {
      await adapter?.close()
      await announcer?.close()
    },
  }
}

/** Whether Slack would let us connect, where it does not come to the door. Nothing is connected. @throws {Refused} */
export async function trySocket(
  appToken: string,
  options: { readonly apiUrl: string | null } & Pick<ChatsGiven, 'log' | 'now'>,
): Promise<void> {
  const { tryAppToken } = await import('../adapters/slack/app-token.ts')
  return tryAppToken(appToken, options)
}

async function openSlackWith(
  { botToken, endpoint, apiUrl }: NonNullable<AppSettings['slack']>,
  { store, log, now, learnSecret }: ChatsGiven,
  onTaken: SlackAdapterOptions['onTaken'],
): Promise<SlackAdapter> {
  const { openSlack } = await import('../adapters/slack/open.ts')
  return openSlack({
    botToken,
    appToken: endpoint.kind === 'socket' ? endpoint.appToken : null,
    apiUrl,
    now,
    log,
    learnSecret,
    onInteraction: ({ id, lane, interaction: arrival }) =>
      store.storeDelivery({
        source: SLACK,
        id,
        lane,
        type: arrival.kind,
        body: JSON.stringify(arrival),
        at: now(),
      }),
    asksReason: ({ about, metadata }) => renderReasonView({ question: about, metadata }),
    notDone: (why) => renderNotDoneMessage(NOT_DONE[why]),
    onTaken,
  })
}

async function openDiscordWith(
  settings: NonNullable<AppSettings['discord']>,
  given: { readonly now: () => number; readonly listening: ListeningOptions | null },
): Promise<DiscordAdapter> {
  const { openDiscord } = await import('../adapters/discord/open.ts')
  return openDiscord({ ...settings, ...given })
}

function listenWith({ listens, metrics, store, log, now }: ChatsGiven): ListeningOptions | null {
  const onOutcome = countCommands(metrics)
  if (!listens) return null
  return {
    onCommand: (id, command) =>
      store.storeDelivery({
        source: DISCORD,
        id,
        lane: `discord:${command.user}`,
        type: `command.${command.name}`,
        body: JSON.stringify(command),
        at: now(),
      }),
    notTaken: (why) => renderDiscordAnswer(NOT_TAKEN[why]),
    onOutcome,
    log,
  }
}

function countCommands(metrics: Metrics): (outcome: CommandOutcome) => void {
  const count = metrics.createCounter({
    name: 'release_captain_discord_commands_total',
    help: 'Discord commands, by outcome.',
    labels: { outcome: COMMAND_OUTCOMES },
  })
  return (outcome) => count({ outcome })
}

const NOT_DONE = {
  failed:
    'Something went wrong, and nothing was done. Try again in a minute, or comment on the tracking issue.',
  late: 'Recording this took too long, so it may be lost. Check the message of the release, and try again if nothing changed.',
  'too-late':
    "The form for the reason didn't open in time, and nothing was done. Click again, or run `/release no-go because …`.",
} as const
