import type { Limits } from '../limits.ts'
import { type MemoryBudget, openMemoryBudget, readBody } from '../read-body.ts'
import { type Reply, replyJson } from '../reply.ts'
import type { HttpCall, HttpRequest, HttpRoute } from '../route.ts'

/** Where Alertmanager posts to. */
export const ALERTS_PATH = '/alertmanager'
/** Below this a controller of somebody's own asks whether it may move the traffic. */
export const GATES_PATH = '/gates/'

/** Where a deployer says that a deployment changed. */
export const DEPLOYMENTS_PATH = '/deployments'

/** What is posted or asked, with the header `Authorization` as it came. */
export interface AuthorizedCall {
  readonly authorization: string
  readonly body: string
}

/** What stands behind `/alertmanager`: takes a notification in, once it is on record. */
export type AlertEndpoint = (call: AuthorizedCall & { readonly id: string }) => Promise<AlertOutcome>

/** How Alertmanager is answered: it tries again what isn't answered with 2xx. */
const STATUS = {
  stored: 200,
  /** No alert in it asks for something. */
  ignored: 200,
  malformed: 400,
  unauthorized: 401,
  'too-many': 413,
  'not-stored': 503,
} as const
export type AlertOutcome = keyof typeof STATUS

/** What stands behind `/gates/…`. */
export type GateEndpoint = (call: GateRequest) => Promise<{ readonly status: number; readonly json: object }>

/** What stands behind `/deployments`: has the deployer asked that a signed call came from. */
export type DeploymentEndpoint = (call: {
  readonly headers: HttpRequest['headers']
  readonly body: string
}) => Promise<DeploymentOutcome>

/** How a deployer is answered. */
const DEPLOYMENT_STATUS = { taken: 202, malformed: 400, unauthorized: 401, 'not-stored': 503 } as const
export type DeploymentOutcome = keyof typeof DEPLOYMENT_STATUS

export interface GateRequest extends AuthorizedCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
}

/** What rollouts answer over HTTP; null where nothing is set up for it. */
export interface RolloutEndpoints {
  readonly alerts: AlertEndpoint | null
  readonly gates: GateEndpoint | null
  readonly deployments: DeploymentEndpoint | null
}

/** The routes of what is set up for rollouts. */
export function createRolloutRoutes(
  { alerts, gates, deployments }: RolloutEndpoints,
  limits: Limits,
): HttpRoute[] {
  const room = openMemoryBudget(limits.largeBytes)
  const own = { limits, room }
  return [
    ...(alerts
      ? [{ name: 'alerts', method: 'POST', path: ALERTS_PATH, answer: answerAlerts(alerts, own) } as const]
      : []),
    ...(deployments
      ? [
          {
            ...({ name: 'deployments', method: 'POST', path: DEPLOYMENTS_PATH } as const),
            answer: answerDeployments(deployments, own),
          },
        ]
      : []),
    ...(gates
      ? (['GET', 'POST'] as const).map((method) => ({
          name: 'gates' as const,
          method,
          path: GATES_PATH,
          isPrefix: true,
          answer: answerGates(gates, own),
        }))
      : []),
  ]
}

interface Reading {
  readonly limits: Limits
  readonly room: MemoryBudget
}

function answerAlerts(endpoint: AlertEndpoint, reading: Reading): HttpRoute['answer'] {
  return async (call) => {
    const read = await readCall(call, reading)
    if ('status' in read) return read
    const outcome = await endpoint({ ...read, id: call.id })
    if (STATUS[outcome] >= 400) call.log.warn({ outcome }, 'A notification of alerts was refused.')
    else call.log.info({ outcome }, 'Alertmanager posted something.')
    return replyJson(STATUS[outcome], { outcome, request: call.id })
  }
}

function answerDeployments(endpoint: DeploymentEndpoint, reading: Reading): HttpRoute['answer'] {
  return async (call) => {
    const read = await readCall(call, reading)
    if ('status' in read) return read
    const outcome = await endpoint({ headers: call.request.headers, body: read.body })
    if (DEPLOYMENT_STATUS[outcome] >= 400) call.log.warn({ outcome }, "A deployer's call was refused.")
    return replyJson(DEPLOYMENT_STATUS[outcome], { outcome, request: call.id })
  }
}

function answerGates(endpoint: GateEndpoint, reading: Reading): HttpRoute['answer'] {
  return async (call) => {
    const read = await readCall(call, reading)
    if ('status' in read) return read
    const { method = '', url = '' } = call.request
    const [path = '', query = ''] = url.split('?', 2)
    const { status, json } = await endpoint({ ...read, method, path, query: new URLSearchParams(query) })
    return replyJson(status, json)
  }
}

async function readCall(
  { request, id }: HttpCall,
  { limits, room }: Reading,
): Promise<AuthorizedCall | Reply> {
  const body = await readBody(request, limits, room)
  if (body.kind !== 'whole')
    return replyJson(body.kind === 'no-room' ? 503 : 413, { outcome: body.kind, request: id })
  const text = body.bytes.toString('utf8')
  body.free()
  return { authorization: request.headers.authorization ?? '', body: text }
}
