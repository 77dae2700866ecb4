import type { SlackAdapter, SlackAdapterOptions } from '../adapters/slack/adapter-options.ts'
import type { Metrics } from '../http/metrics.ts'
import { createSlackCounter, type SlackEndpoint } from '../http/webhooks/slack/slack-endpoint.ts'
import type { Log } from '../logging/log.ts'
import { renderNotDoneMessage, renderReasonView } from '../messages/slack/reason-form.ts'
import { SLACK } from '../runtime/jobs/inbox.ts'
import type { Discord } from '../runtime/ports/discord.ts'
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
}

/** The chats that are set up. */
export interface OpenChats {
  readonly slack: SlackAdapter | null
  readonly discord: Discord | null
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
  const { openDiscord } = discord ? await import('../adapters/discord/open.ts') : { openDiscord: null }
  return {
    slack: adapter,
    discord: discord && openDiscord ? await openDiscord({ ...discord, ...given }) : null,
    endpoint:
      adapter && slack?.endpoint.kind === 'door'
        ? { signingSecret: slack.endpoint.signingSecret, take: adapter.take, count }
        : null,
    close: async () => adapter?.close(),
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

const NOT_DONE = {
  failed:
    'Something broke here, and nothing of it was done. Try again in a minute, or say it on the tracking issue.',
  late: 'It took too long to put that on record, so it may not have been. Look at the card, and do it again if nothing came of it.',
  'too-late':
    'The form for the reason could not be opened in time, and nothing was done. Press again, or say `/release no-go because …`.',
} as const
