import { CloudEvent, HTTP } from 'cloudevents'
import { createHttpClient, type HttpClient, type HttpOutcome } from '../../../http-client/http-client.ts'
import { signWebhook } from '../../../http-client/sign-webhook.ts'
import { Refused } from '../../../release/refusal.ts'
import type { Deployer, DeploymentRequest, DeploymentState } from '../../../runtime/ports/deployer.ts'
import { Later } from '../../../runtime/ports/retry-later.ts'
import { readStateText } from './state.ts'

export interface HttpRequestOptions {
  /** Where deployments are asked for by POST; each one is below it by its key. */
  readonly url: string
  /** With what both sides sign. */
  readonly secret: string
  readonly userAgent: string
  readonly timeoutMs?: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** The type of the event that asks for a deployment. */
export const REQUESTED = 'dev.release-captain.deployment.requested'
/** The type of the event by which a deployer calls back. */
export const CHANGED = 'dev.release-captain.deployment.changed'

/** Opens a deployer that is asked by signed CloudEvents over HTTP. It is asked for a key before it is told anything. */
export function openHttpRequestDeployer(options: HttpRequestOptions): Deployer {
  const client = createHttpClient({
    baseUrl: options.url,
    headers: { 'user-agent': options.userAgent, accept: 'application/json' },
    maxBytes: 256 * 1024,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  })
  const desk = { client, options }
  return {
    deploy: async (request) => (await readState(desk, request)) ?? send(desk, request),
    readState: (request) => readState(desk, request),
    readLiveVersion: async () => null,
  }
}

interface Desk {
  readonly client: HttpClient
  readonly options: HttpRequestOptions
}

async function readState(desk: Desk, { key }: DeploymentRequest): Promise<DeploymentState | null> {
  const answer = await call(desk, { method: 'GET', path: `/${encodeURIComponent(key)}`, id: key, body: '' })
  return answer.status === 404 ? null : readStateText(answer.text)
}

/** 409 says that the deployer knows that event already. */
async function send(desk: Desk, request: DeploymentRequest): Promise<DeploymentState> {
  const { headers, body } = HTTP.structured(toEvent(request, desk.options.now()))
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = String(headers['content-type'] ?? 'application/cloudevents+json')
  const answer = await call(desk, { method: 'POST', path: '', id: request.key, body: text, type })
  if (answer.status === 404) throw refuse(desk, 'There is nothing at that address (404).')
  const known = answer.status === 409 ? await readState(desk, request) : null
  return known ?? readStateText(answer.text)
}

function toEvent(request: DeploymentRequest, now: number): CloudEvent<object> {
  const { key, repository, environment, purpose, version, previous, tag, commit, share, step, images } =
    request
  return new CloudEvent({
    id: key,
    type: REQUESTED,
    source: `https://github.com/${repository.owner}/${repository.name}`,
    subject: environment,
    time: new Date(now).toISOString(),
    datacontenttype: 'application/json',
    data: { key, environment, purpose, version, previous, tag, commit, share, step, images },
  })
}

interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly id: string
  readonly body: string
  readonly type?: string
}

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

async function call(desk: Desk, { method, path, id, body, type }: Call): Promise<Answered> {
  const { client, options } = desk
  const at = Math.floor(options.now() / 1000)
  const headers = {
    ...signWebhook(options.secret, { id, at, body }),
    ...(type ? { 'content-type': type } : {}),
  }
  const outcome = await client({ method, path, headers, ...(method === 'POST' ? { body } : {}) })
  if (outcome.kind === 'failed') throw new Error(`The deployer didn’t answer: ${outcome.detail}`)
  if (outcome.status === 429) throw new Later(at + retrySeconds(outcome), 'The deployer asks to wait.')
  if (outcome.status === 401 || outcome.status === 403)
    throw refuse(desk, `It doesn’t accept the signature (${outcome.status}).`)
  const isAnswer = outcome.status < 300 || outcome.status === 404 || outcome.status === 409
  if (!isAnswer) throw new Error(`The deployer answered ${outcome.status}.`)
  return outcome
}

/** The seconds of `Retry-After`, within a minute and an hour's reach. */
function retrySeconds({ headers }: Answered): number {
  const seconds = Number(headers.get('retry-after') ?? '30')
  return Number.isFinite(seconds) ? Math.min(3_600, Math.max(1, seconds)) : 30
}

function refuse({ options }: Desk, what: string): Refused {
  return new Refused({
    kind: 'config',
    what: `The deployer at ${new URL(options.url).host} can’t be used. ${what}`,
    next: 'Ask your Release Captain administrator to check the URL and the secret of this connection.',
  })
}
