import { createHmac, randomUUID } from 'node:crypto'
import { type HttpServerOptions, openHttpServer } from '../../src/http/http-server.ts'
import { openMetrics } from '../../src/http/metrics.ts'
import { WEBHOOK_PATH } from '../../src/http/routes.ts'
import { openLog } from '../../src/logging/log.ts'
import { openRedactor } from '../../src/logging/redact.ts'
import type { Store } from '../../src/store/store.ts'
import { NO_TRACING } from '../../src/tracing/tracing.ts'
import { freshFolder, type Opened, openIn } from '../store/places.ts'
import { closeAfterFile } from '../worlds/close-after.ts'

export const SECRET = 'a webhook secret of the tests, long enough'
export const NOW = 1_770_000_000

/** A door of the test's own, listening, with all that it said. */
export interface TestDoor extends AsyncDisposable {
  readonly url: string
  readonly lines: string[]
  /** How often something was posted with this outcome. */
  readonly counted: (outcome: string) => Promise<number>
  readonly close: (milliseconds: number) => Promise<void>
}

/** Opens a door on a record. What the test is about is given. */
export async function openTestDoor(
  store: HttpServerOptions['store'],
  { port = 0, ...given }: Partial<HttpServerOptions> & { readonly port?: number } = {},
): Promise<TestDoor> {
  const lines: string[] = []
  const redactor = openRedactor([SECRET])
  const log = openLog({ level: 'debug', destination: { write: (line) => lines.push(line) }, redactor })
  const metrics = openMetrics()
  const server = openHttpServer({
    webhookPath: WEBHOOK_PATH,
    store,
    secrets: { current: SECRET, previous: null },
    laneOf: ({ event }) => event,
    ready: {},
    metrics,
    metricsToken: null,
    tracing: NO_TRACING,
    onBack: null,
    onSignIn: null,
    pages: [],
    rollout: { alerts: null, gates: null, deployments: null },
    slack: null,
    log,
    now: () => NOW,
    ...given,
  })
  const url = await server.listen({ port, host: '127.0.0.1' })
  const close = (milliseconds: number) => server.close(milliseconds)
  const counted = async (outcome: string) => {
    const [, count] =
      new RegExp(`^release_captain_deliveries_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm').exec(
        await metrics.text(),
      ) ?? []
    return Number(count)
  }
  return { url, lines, counted, close, [Symbol.asyncDispose]: () => close(0) }
}

/** A record for all tests of a file: each looks for its own deliveries. */
export function sharedRecord(): () => Promise<Store> {
  let opened: Promise<Opened> | null = null
  const open = () => {
    const record = freshFolder().then(openIn)
    closeAfterFile(async () => {
      opened = null
      await (await record)[Symbol.asyncDispose]()
    })
    return record
  }
  return async () => {
    opened ??= open()
    return (await opened).store
  }
}

/** The ids, types and bodies that are on record, oldest first. */
export function inboxOf(store: Store) {
  return store.transact(({ sql }) =>
    sql
      .selectFrom('work')
      .select(['key as id', 'type', 'lane', 'added_at as at'])
      .where('topic', '=', 'inbox')
      .orderBy('id')
      .execute(),
  )
}

export async function isOnRecord(store: Store, id: string): Promise<boolean> {
  return (await inboxOf(store)).some((one) => one.id === id)
}

export interface Post {
  readonly id?: string
  readonly event?: string
  readonly body?: string | Buffer
  /** Signs with it; else with the right one. */
  readonly secret?: string
  /** Added, or put in the place of what GitHub would send; null takes it away. */
  readonly headers?: Readonly<Record<string, string | null>>
}

/** The headers that GitHub would send. */
export function headersOf({
  id = randomUUID(),
  event = 'issues',
  body = '{}',
  secret = SECRET,
  headers,
}: Post) {
  const sign = (algorithm: string) => createHmac(algorithm, secret).update(body).digest('hex')
  const all: Record<string, string | null> = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/test',
    'x-github-delivery': id,
    'x-github-event': event,
    'x-hub-signature': `sha1=${sign('sha1')}`,
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
    ...headers,
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}

export interface Answered {
  readonly status: number
  /** `stored`, `unsigned`, … */
  readonly outcome: string
  readonly text: string
  readonly headers: Headers
}

/** Posts as GitHub does. */
export async function post(url: string, given: Post = {}): Promise<Answered> {
  const { body = '{}' } = given
  const response = await fetch(`${url}/api/github/webhooks`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: headersOf(given),
  })
  const text = await response.text()
  return { status: response.status, outcome: JSON.parse(text).outcome, text, headers: response.headers }
}
