import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type ConnectionSettings, parseConnections } from '../../../src/settings/connections.ts'
import { listenHere } from '../../servers/listen-here.ts'

/** What a deployer was asked for. */
export interface Deployment {
  readonly key: string
  readonly repository: { readonly name: string }
  readonly environment: string
  readonly purpose: string
  readonly version: string
  readonly previous: string
  readonly share: number
  /** When it was asked for, in milliseconds as `performance.now()` counts them. */
  readonly askedAt: number
}

/** A deployer of somebody's own, over HTTP: it keeps what it was told, and says how each stands. */
export interface TestDeployer {
  readonly url: string
  /** What answers while what it deployed is healthy. */
  readonly healthUrl: string
  isHealthy: boolean
  readonly deployments: Deployment[]
  /** How a new deployment stands at once; `running` until a test says otherwise. */
  state: 'succeeded' | 'running' | 'failed'
  /** The version on all of the traffic of an environment, as its last deployment left it. */
  readonly live: (environment: string) => Deployment | undefined
}

/** A Prometheus whose numbers a test sets. */
export interface TestPrometheus {
  readonly url: string
  /** The share of requests that fail, by version; null answers with no data. */
  errors: Record<string, number | null>
  /** It answers 500. */
  isDown: boolean
  /** Seconds since 1970, as the world's clock says it. */
  now: () => number
}

export async function openTestDeployer(): Promise<TestDeployer> {
  const deployments: Deployment[] = []
  const deployer: TestDeployer = {
    ...{ url: '', healthUrl: '', isHealthy: true },
    deployments,
    state: 'succeeded',
    live: (environment) => deployments.findLast((one) => one.environment === environment),
  }
  const url = await listen(async (request, response) => {
    if (request.url === '/healthz') return reply(response, deployer.isHealthy ? 200 : 503, {})
    const key = decodeURIComponent((request.url ?? '').slice('/deploy/'.length))
    if (request.method === 'GET') {
      const known = deployments.some((one) => one.key === key)
      return reply(response, known ? 200 : 404, { state: deployer.state })
    }
    const askedAt = performance.now()
    const event = JSON.parse(await readText(request))
    const name = String(event.source).split('/').at(-1) ?? ''
    deployments.push({ ...event.data, repository: { name }, askedAt })
    reply(response, 202, { state: deployer.state })
  })
  return Object.assign(deployer, { url: `${url}/deploy`, healthUrl: `${url}/healthz` })
}

export async function openTestPrometheus(): Promise<TestPrometheus> {
  const source: TestPrometheus = { url: '', errors: {}, isDown: false, now: () => 0 }
  const url = await listen(async (request, response) => {
    const form = new URLSearchParams(await readText(request))
    response.setHeader('date', new Date(source.now() * 1000).toUTCString())
    if (source.isDown) return reply(response, 500, { status: 'error' })
    const query = form.get('query') ?? ''
    const [, version = ''] = /errors\{version="([^"]*)"/.exec(query) ?? []
    const value = source.errors[version] ?? null
    if (request.url?.endsWith('query_range')) {
      const values = value === null ? [] : [[Number(form.get('start')), String(value)]]
      return reply(response, 200, success('matrix', values.length ? [{ metric: {}, values }] : []))
    }
    const at = Number(form.get('time'))
    const result = value === null ? [] : [{ metric: {}, value: [at, String(value)] }]
    reply(response, 200, success('vector', result))
  })
  return Object.assign(source, { url })
}

function success(resultType: string, result: readonly object[]): object {
  return { status: 'success', data: { resultType, result } }
}

/** Both servers, and the settings that name them for the repositories of a test. */
export async function openServers(repositories: readonly string[]) {
  const deployer = await openTestDeployer()
  const prometheus = await openTestPrometheus()
  const named = { name: 'default', repositories }
  const settings = parseConnections(
    JSON.stringify({
      deployers: [{ ...named, kind: 'http-request', url: deployer.url, secret: DEPLOYER_SECRET }],
      prometheus: [{ ...named, url: prometheus.url }],
      alertmanagers: [{ ...named, login: { token: ALERT_TOKEN } }],
    }),
  )
  if ('kind' in settings) throw new Error(settings.what)
  return { deployer, prometheus, connections: settings satisfies ConnectionSettings }
}

/** With what both sides of a deployment sign. */
export const DEPLOYER_SECRET = 'a-secret-of-the-test-deployer'
/** With what a test posts alerts. */
export const ALERT_TOKEN = 'a-token-of-the-test-alertmanager'

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>,
): Promise<string> {
  const server: Server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  return listenHere(server)
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

function reply(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(json))
}
