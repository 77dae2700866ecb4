import { randomBytes } from 'node:crypto'
import {
  openSandboxSlack as openSandbox,
  type SandboxSlackOptions as SandboxOptions,
  type SandboxSlack,
} from '../../../sandbox/slack/open.ts'
import type {
  ReceivedInteraction,
  SlackAdapter,
  SlackAdapterOptions,
  StoredInteraction,
} from '../../../src/adapters/slack/adapter-options.ts'
import { openSlack } from '../../../src/adapters/slack/open.ts'
import { openHttpServer } from '../../../src/http/http-server.ts'
import { openMetrics } from '../../../src/http/metrics.ts'
import { createSlackCounter, SLACK_PATH } from '../../../src/http/webhooks/slack/slack-endpoint.ts'
import { openLog } from '../../../src/logging/log.ts'
import { openRedactor } from '../../../src/logging/redact.ts'
import type { SlackMessage, SlackView } from '../../../src/messages/slack/format/blocks.ts'
import { BUTTON_ACTIONS, formatActionId, REASON } from '../../../src/runtime/ports/slack-interaction.ts'
import { NO_TRACING } from '../../../src/tracing/tracing.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'

export const NOW = 1_770_000_000

/** A Slack with the adapter at work on it, and the door before it. */
export interface SlackWorld {
  readonly slack: SandboxSlack
  readonly adapter: SlackAdapter
  /** What was put on record, in order. */
  readonly came: ReceivedInteraction[]
  readonly lines: string[]
  /** Moves the world's clock, in seconds. */
  readonly passes: (seconds: number) => void
  /** How often something came in with this outcome. */
  readonly counted: (outcome: string) => Promise<number>
  /** What putting on record comes to, from now on. */
  readonly stores: (how: (came: ReceivedInteraction) => Promise<StoredInteraction>) => void
  readonly url: string
}

/** Puts on record once what comes twice, as the store does. */
export function storing(
  came: ReceivedInteraction[],
): (one: ReceivedInteraction) => Promise<StoredInteraction> {
  return async (one) => {
    if (came.some(({ id }) => id === one.id)) return 'duplicate'
    came.push(one)
    return 'stored'
  }
}

export function adapterOptions(
  slack: SandboxSlack,
  given: Pick<SlackAdapterOptions, 'now' | 'log' | 'onInteraction' | 'onTaken'>,
): SlackAdapterOptions {
  return {
    botToken: slack.app().botToken,
    appToken: null,
    apiUrl: slack.apiUrl,
    learnSecret: () => undefined,
    asksReason: ({ about, metadata }) => reasonView(about, metadata),
    notDone: (why) => text(`Nothing was done (${why}).`),
    ...given,
  }
}

export async function openSlackWorld(options: Partial<SandboxOptions> = {}): Promise<SlackWorld> {
  let seconds = NOW
  const now = () => seconds
  const slack = await openSandbox({ now: () => seconds * 1000, ...options })
  closeAfterTest(slack.close)
  const came: ReceivedInteraction[] = []
  const lines: string[] = []
  const log = openLog({
    level: 'debug',
    destination: { write: (line) => lines.push(line) },
    redactor: openRedactor([]),
  })
  let store = storing(came)
  const onInteraction = (one: ReceivedInteraction) => store(one)
  const adapter = await openSlack(
    adapterOptions(slack, { now, log, onInteraction, onTaken: () => undefined }),
  )
  closeAfterTest(adapter.close)
  const metrics = openMetrics()
  const server = openHttpServer({
    webhookPath: '/api/github/webhooks',
    store: { storeDelivery: async () => 'stored', health: async () => ({ kind: 'well' }) },
    secrets: { current: randomBytes(32).toString('hex'), previous: null },
    laneOf: () => 'all',
    ready: {},
    metrics,
    metricsToken: null,
    tracing: NO_TRACING,
    onBack: null,
    onSignIn: null,
    pages: [],
    rollout: { alerts: null, gates: null, deployments: null },
    slack: {
      signingSecret: slack.app().signingSecret,
      take: adapter.take,
      count: createSlackCounter(metrics),
    },
    log,
    now,
  })
  const url = (await server.listen({ port: 0, host: '127.0.0.1' })) + SLACK_PATH
  closeAfterTest(() => server.close(0))
  slack.app().sendsTo(url)
  const counted = async (outcome: string) => {
    const [, rest] = (await metrics.text()).split(
      `release_captain_slack_requests_total{outcome="${outcome}"} `,
    )
    return Number.parseInt(rest ?? '', 10)
  }
  return {
    ...{ slack, adapter, came, lines, counted, url },
    passes: (more) => {
      seconds += more
    },
    stores: (how) => {
      store = how
    },
  }
}

export function text(words: string): SlackMessage {
  return { text: words, blocks: [section(words)] }
}

function section(words: string) {
  return { type: 'section', text: { type: 'mrkdwn', text: words, verbatim: true } } as const
}

/** A message that asks: with every button, their value as given. */
export function question(value = 'opaque'): SlackMessage {
  const words = { go: 'Go', 'no-go': 'No-go', hold: 'Hold', 'roll-back': 'Roll back' }
  const elements = BUTTON_ACTIONS.map((press) => ({
    type: 'button' as const,
    action_id: formatActionId(press),
    text: { type: 'plain_text' as const, text: words[press], emoji: false },
    value,
  }))
  return {
    text: 'Cut v2.0.1?',
    blocks: [section('Cut v2.0.1?'), { type: 'actions', block_id: 'question', elements }],
  }
}

function reasonView(about: string, metadata: string): SlackView {
  const plain = (words: string) => ({ type: 'plain_text', text: words, emoji: false }) as const
  return {
    type: 'modal',
    callback_id: REASON.form,
    private_metadata: metadata,
    title: plain('Why no-go?'),
    submit: plain('No-go'),
    close: plain('Back'),
    blocks: [
      section(about),
      {
        type: 'input',
        block_id: REASON.field,
        label: plain('Because'),
        element: { type: 'plain_text_input', action_id: REASON.field, multiline: true, max_length: 500 },
      },
    ],
  }
}
