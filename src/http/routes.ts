import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../logging/log.ts'
import type { Store } from '../store/store.ts'
import type { Tracing } from '../tracing/tracing.ts'
import type { Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'
import {
  createOAuthCallbackRoute,
  type OAuthCallbackHandler,
  type SignInHandler,
} from './oauth/oauth-callback.ts'
import { openMemoryBudget } from './read-body.ts'
import { createReadinessCheck, type ReadinessChecks } from './readiness.ts'
import { type Reply, replyJson } from './reply.ts'
import { createRolloutRoutes, type RolloutEndpoints } from './rollout/rollout-routes.ts'
import type { HttpRoute } from './route.ts'
import { OUTCOMES, toReply } from './webhooks/github/delivery-outcome.ts'
import type { WebhookDelivery } from './webhooks/github/parse-delivery.ts'
import { receiveWebhook } from './webhooks/github/receive-webhook.ts'
import { createSignatureCheck, type WebhookSecrets } from './webhooks/github/verify-signature.ts'
import { createSlackRoute } from './webhooks/slack/route.ts'
import { SLACK_PATH, type SlackEndpoint } from './webhooks/slack/slack-endpoint.ts'

/** Where GitHub posts to, unless a setting says otherwise. */
export const WEBHOOK_PATH = '/api/github/webhooks'

/** What the answers of the door are made with. */
export interface HttpDependencies {
  /** Where GitHub posts to. */
  readonly webhookPath: string
  readonly store: Pick<Store, 'storeDelivery' | 'health'>
  readonly secrets: WebhookSecrets
  /** The lane of the inbox for a delivery: one lane is worked in order. The payload is not checked. */
  readonly laneOf: (webhook: WebhookDelivery) => string
  /** What /readyz asks besides the store. */
  readonly ready: ReadinessChecks
  readonly metrics: Metrics
  /** What /metrics asks for as a bearer; null lets everybody read who reaches the door. */
  readonly metricsToken: string | null
  /** What becomes of somebody who comes back from GitHub's web flow; null where nobody is sent there. */
  readonly onBack: OAuthCallbackHandler | null
  /** What stands behind `/slack/events`; null where Slack does not post here. */
  readonly slack: SlackEndpoint | null
  /** What Alertmanager and controllers of traffic come to. */
  readonly rollout: RolloutEndpoints
  /** Pages for people, and the read API. */
  readonly pages: readonly HttpRoute[]
  /** Takes a browser that comes back from GitHub to sign in to the pages; null where none does. */
  readonly onSignIn: SignInHandler | null
  readonly log: Log
  readonly tracing: Tracing
  /** In seconds since 1970. */
  readonly now: () => number
}

/** All that is answered. There is no way to set anything up (threat A15). */
export function createRoutes(behind: HttpDependencies, limits: Limits): readonly HttpRoute[] {
  const { store, ready, log, onBack, onSignIn, slack, rollout, now } = behind
  const isReady = createReadinessCheck({ store: store.health, ...ready }, log)
  return [
    { name: 'webhook', method: 'POST', path: behind.webhookPath, answer: createWebhookRoute(behind, limits) },
    { name: 'alive', method: 'GET', path: '/healthz', answer: async () => replyJson(200, { ok: true }) },
    {
      name: 'ready',
      method: 'GET',
      path: '/readyz',
      answer: async () => ((await isReady()) ? replyJson(200, { ok: true }) : replyJson(503, { ok: false })),
    },
    { name: 'metrics', method: 'GET', path: '/metrics', answer: createMetricsRoute(behind) },
    ...(onBack ? [createOAuthCallbackRoute({ onBack, onSignIn, now })] : []),
    ...(slack ? [createSlackRouteFor(slack, { now, limits })] : []),
    ...createRolloutRoutes(rollout, limits),
    ...behind.pages,
  ]
}

function createSlackRouteFor(
  slack: SlackEndpoint,
  given: { readonly now: () => number; readonly limits: Limits },
): HttpRoute {
  return { name: 'slack', method: 'POST', path: SLACK_PATH, answer: createSlackRoute(slack, given) }
}

/** The answer to whatever there is no route for. */
export function replyNotFound(id: string): Reply {
  return replyJson(404, { outcome: 'not-found', said: 'There is nothing here.', request: id })
}

function createWebhookRoute(
  { store, secrets, laneOf, now, metrics }: HttpDependencies,
  limits: Limits,
): HttpRoute['answer'] {
  const count = metrics.createCounter({
    name: 'release_captain_deliveries_total',
    help: 'Received deliveries, by outcome.',
    labels: { outcome: OUTCOMES },
  })
  const verifySignature = createSignatureCheck(secrets)
  const intake = { store, verifySignature, laneOf, now, limits, room: openMemoryBudget(limits.largeBytes) }
  return async ({ request, id, log }) => {
    const outcome = await receiveWebhook(request, intake, log)
    count({ outcome })
    const { status, said } = toReply(outcome)
    if (status >= 400) log.warn({ outcome }, 'A delivery was refused.')
    return replyJson(status, { outcome, said, request: id })
  }
}

/** Without a token they are told to this machine alone, by its own name: who else sees them is for the token to say. */
function createMetricsRoute({ metrics, metricsToken }: HttpDependencies): HttpRoute['answer'] {
  return async ({ request, id }) => {
    const mayRead = metricsToken === null ? isFromHere(request) : isBearer(request, metricsToken)
    if (!mayRead) {
      return replyJson(401, {
        outcome: 'unknown',
        said: 'Send the token: Authorization: Bearer …',
        request: id,
      })
    }
    const text = await metrics.text()
    return { status: 200, contentType: metrics.contentType, text }
  }
}

/** Whatever came through a proxy names another host. */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const isHere = /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
  const name = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(headers.host ?? '')
  return isHere && name && headers['x-forwarded-for'] === undefined
}

/** Compared by digests, which have one length, in a time that says nothing (threat N1). */
function isBearer({ headers }: IncomingMessage, token: string): boolean {
  const computeDigest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(computeDigest(headers.authorization ?? ''), computeDigest(`Bearer ${token}`))
}
