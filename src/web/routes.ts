import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../logging/log.ts'
import type { Store } from '../store/store.ts'
import type { Arrival } from './arrival.ts'
import { openRoom } from './body.ts'
import type { Limits } from './limits.ts'
import { linkRoute, type OnBack } from './linking/route.ts'
import type { Metrics } from './metrics.ts'
import { answerOf, OUTCOMES } from './outcome.ts'
import { type Checks, readinessOf } from './readiness.ts'
import { json, type Reply } from './reply.ts'
import type { Route } from './route.ts'
import { createSignatureCheck, type DoorSecrets } from './signature.ts'
import { SLACK_PATH, type SlackEntrance } from './slack/entrance.ts'
import { slackRoute } from './slack/route.ts'
import { takeIn } from './taking-in.ts'

/** Where GitHub posts to. */
export const WEBHOOK_PATH = '/api/github/webhooks'

/** What the answers of the door are made with. */
export interface Behind {
  readonly store: Pick<Store, 'storeDelivery' | 'health'>
  readonly secrets: DoorSecrets
  /** The lane of the inbox for a delivery: one lane is worked in order. The payload is not checked. */
  readonly laneOf: (arrival: Arrival) => string
  /** What /readyz asks besides the store. */
  readonly ready: Checks
  readonly metrics: Metrics
  /** What /metrics asks for as a bearer; null lets everybody read who reaches the door. */
  readonly metricsToken: string | null
  /** What becomes of somebody who comes back from GitHub's web flow; null where nobody is sent there. */
  readonly onBack: OnBack | null
  /** What stands behind `/slack/events`; null where Slack does not post here. */
  readonly slack: SlackEntrance | null
  readonly log: Log
  /** In seconds since 1970. */
  readonly now: () => number
}

/** All that the door answers. There is one page, which says who somebody is, and no way to set anything up (threat A15). */
export function routesOf(behind: Behind, limits: Limits): readonly Route[] {
  const { store, ready, log, onBack, slack, now } = behind
  const isReady = readinessOf({ store: store.health, ...ready }, log)
  return [
    { name: 'webhook', method: 'POST', path: WEBHOOK_PATH, answer: webhook(behind, limits) },
    { name: 'alive', method: 'GET', path: '/healthz', answer: async () => json(200, { ok: true }) },
    {
      name: 'ready',
      method: 'GET',
      path: '/readyz',
      answer: async () => ((await isReady()) ? json(200, { ok: true }) : json(503, { ok: false })),
    },
    { name: 'metrics', method: 'GET', path: '/metrics', answer: metricsRoute(behind) },
    ...(onBack ? [linkRoute(onBack, now)] : []),
    ...(slack ? [slackRouteOf(slack, { now, limits })] : []),
  ]
}

function slackRouteOf(
  slack: SlackEntrance,
  given: { readonly now: () => number; readonly limits: Limits },
): Route {
  return { name: 'slack', method: 'POST', path: SLACK_PATH, answer: slackRoute(slack, given) }
}

/** The answer to whatever there is no route for. */
export function notFound(id: string): Reply {
  return json(404, { outcome: 'not-found', said: 'There is nothing here.', request: id })
}

function webhook({ store, secrets, laneOf, now, metrics }: Behind, limits: Limits): Route['answer'] {
  const count = metrics.createCounter({
    name: 'release_captain_deliveries_total',
    help: 'What was posted to the door, by what became of it.',
    labels: { outcome: OUTCOMES },
  })
  const verifySignature = createSignatureCheck(secrets)
  const intake = { store, verifySignature, laneOf, now, limits, room: openRoom(limits.largeBytes) }
  return async ({ request, id, log }) => {
    const outcome = await takeIn(request, intake, log)
    count({ outcome })
    const { status, said } = answerOf(outcome)
    if (status >= 400) log.warn({ outcome }, 'A delivery was refused.')
    return json(status, { outcome, said, request: id })
  }
}

function metricsRoute({ metrics, metricsToken }: Behind): Route['answer'] {
  return async ({ request, id }) => {
    if (metricsToken !== null && !isBearer(request, metricsToken)) {
      return json(401, { outcome: 'unknown', said: 'Say who you are: Authorization: Bearer …', request: id })
    }
    const text = await metrics.text()
    return { status: 200, contentType: metrics.contentType, text }
  }
}

/** Compared by digests, which have one length, in a time that says nothing (threat N1). */
function isBearer({ headers }: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
}
