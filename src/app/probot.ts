import type { Logger } from 'pino'
import { type ApplicationFunction, Probot, ProbotOctokit } from 'probot'
import type { GitHubAdapter } from '../adapters/github/open.ts'
import releaseCaptain from '../index.ts'
import { openProbotLog } from '../logging/probot-log.ts'
import type { WebhookReceiver } from '../runtime/ports/webhook-receiver.ts'
import type { AppSettings } from '../settings.ts'

/** What Probot is given in place of its own. */
interface ProbotOptions extends Pick<GitHubAdapter, 'handlerAuth'> {
  readonly log: Logger
  /** Registers the handlers; left out, those of `src/index.ts`. */
  readonly app?: ApplicationFunction
}

/**
 * Creates the Probot with the app's handlers. It has no server: deliveries are stored first, and a job hands each of them
 * to `receive` (docs/decisions/0017-a-probot-app-behind-the-inbox.md).
 */
export async function openProbot(
  {
    id,
    privateKey,
    webhookSecrets,
    github,
  }: Pick<AppSettings, 'id' | 'privateKey' | 'webhookSecrets' | 'github'>,
  { handlerAuth, log, app = releaseCaptain }: ProbotOptions,
): Promise<WebhookReceiver> {
  const probot = new Probot({
    appId: id,
    privateKey,
    secret: webhookSecrets.current,
    baseUrl: github.api,
    log: openProbotLog(log),
    Octokit: ProbotOctokit.defaults((given: object) => ({
      ...given,
      authStrategy: handlerAuth,
      log: SILENT,
      retry: { enabled: false },
      throttle: { enabled: false },
    })),
  })
  await probot.load(app)
  return {
    receive: (event) =>
      probot.receive(event).catch((error: unknown) => {
        throw withoutPayload(error)
      }),
  }
}

/** At `debug`, Probot's Octokit logs the body of every write. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {}

/**
 * Probot throws an AggregateError of what all handlers threw, and attaches the delivery to each. Octokit attaches the
 * request and its answer to its own.
 */
function withoutPayload(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error
  for (const attached of ['event', 'request', 'response']) Reflect.deleteProperty(error, attached)
  if (!(error instanceof AggregateError)) return error
  const errors = error.errors.map(withoutPayload)
  return errors.length === 1 ? errors[0] : error
}
