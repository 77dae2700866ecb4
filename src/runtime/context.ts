import type { Store } from '../store/store.ts'
import type { Tracing } from '../tracing/tracing.ts'
import type { ChartLinks } from './ports/chart-links.ts'
import type { Connections } from './ports/connections.ts'
import type { Discord } from './ports/discord.ts'
import type { Git } from './ports/git.ts'
import type { GitHub } from './ports/github.ts'
import type { Registries } from './ports/registries.ts'
import type { SignIn } from './ports/sign-in.ts'
import type { Slack } from './ports/slack.ts'
import type { WebhookReceiver } from './ports/webhook-receiver.ts'

/** All that the runtime works with. */
export interface RuntimeDependencies {
  readonly store: Store
  readonly github: GitHub
  /** The Probot app, with its handlers. */
  readonly webhooks: WebhookReceiver
  readonly git: Git
  readonly registries: Registries
  /** The servers that rollouts are done with. */
  readonly connections: Connections
  /** Null where nobody can prove who they are on GitHub: linking is not set up. */
  readonly signIn: SignIn | null
  readonly chats: ChatPorts
  /** Null where browsers reach no page of ours. */
  readonly charts: ChartLinks | null
  /** Seconds since 1970. */
  readonly now: () => number
  /** By how many seconds GitHub's clock is ahead of ours; null where that is not known. */
  readonly getSecondsAhead: () => number | null
  readonly log: RuntimeLog
  readonly tracing: Tracing
}

/** The chats that are set up; null for one that is not, and then nothing is said there. */
interface ChatPorts {
  readonly slack: Slack | null
  readonly discord: Discord | null
}

/** No chat is set up. */
export const NO_CHAT_PORTS: ChatPorts = { slack: null, discord: null }

/** Lines for whoever runs the program; `about` names the release or the delivery, and never holds a secret. */
interface RuntimeLog {
  info(about: RuntimeLogFields, what: string): void
  warn(about: RuntimeLogFields, what: string): void
  error(about: RuntimeLogFields, what: string): void
}

type RuntimeLogFields = Readonly<Record<string, string | number | boolean | null>>
