import type { Logger } from 'pino'
import { ProbotOctokit } from 'probot'
import manifest from '../../package.json' with { type: 'json' }
import { openGit } from '../adapters/git/open.ts'
import { openSignIn } from '../adapters/github/sign-in.ts'
import { NPM, openRegistries } from '../adapters/registries/open.ts'
import { type HttpServer, openHttpServer } from '../http/http-server.ts'
import { type Metrics, openMetrics } from '../http/metrics.ts'
import { LINK_PATH } from '../http/oauth/oauth-callback.ts'
import { WEBHOOK_PATH } from '../http/routes.ts'
import type { WebhookDelivery } from '../http/webhooks/github/parse-delivery.ts'
import type { SlackEndpoint } from '../http/webhooks/slack/slack-endpoint.ts'
import { type Log, openLog } from '../logging/log.ts'
import { openRedactor } from '../logging/redact.ts'
import { openChartLinks } from '../page/charts/chart-links.ts'
import { openPages, type Pages } from '../page/routes.ts'
import type { RuntimeDependencies } from '../runtime/context.ts'
import { handleOAuthCallback } from '../runtime/identity/oauth-callback.ts'
import type { ChartLinks } from '../runtime/ports/chart-links.ts'
import type { SignIn } from '../runtime/ports/sign-in.ts'
import { createGateStore } from '../runtime/record/gates.ts'
import { PACE, type Pace, type Runtime, startRuntime } from '../runtime/run.ts'
import { type AppSettings, listSecrets, type RunSettings } from '../settings.ts'
import { readJobBacklog } from '../store/jobs/backlog.ts'
import { openStore, type Store } from '../store/store.ts'
import type { StoreLocation } from '../store/store-location.ts'
import { getCurrentTraceId } from '../tracing/current-trace.ts'
import type { Tracing } from '../tracing/tracing.ts'
import { getDeliveryLane } from './delivery-lane.ts'
import { addMessageMetrics } from './metrics/message-metrics.ts'
import { addRecordMetrics } from './metrics/record-metrics.ts'
import { checkMirrorsHealth } from './mirrors-health.ts'
import { type OpenChats, openChats } from './open-chats.ts'
import { openConnections } from './open-connections.ts'
import { openAppGitHub, USER_AGENT } from './open-github.ts'
import { openTracing } from './open-tracing.ts'
import { openProbot } from './probot.ts'
import { createRolloutEndpoints } from './rollout-endpoints.ts'
import { openWebhookProxy, type WebhookProxy } from './webhook-proxy.ts'

/** What the App is started with. */
export interface AppOptions extends RunSettings {
  readonly place: StoreLocation
  readonly app: AppSettings
  /** Seconds since 1970. */
  readonly now: () => number
  /** Whether `now` is the time of the day, so that GitHub's clock has to agree; false for a clock that a person moves. */
  readonly isRealTime: boolean
  readonly logs: { write(line: string): unknown }
  readonly pace?: Pace
}

/** The App at work. */
export interface RunningApp {
  /** Where the door listens: `http://127.0.0.1:3000`. */
  readonly url: string
  /** What the record promises where it is kept. */
  readonly promise: string
  readonly log: Log
  /** Resolves when the record is gone until the program starts again, and that is in the log: it should end then. */
  readonly lost: Promise<void>
  /** Checks whether all that is due is done. */
  isIdle(): Promise<boolean>
  /** Compares all with what GitHub shows, now. */
  reconcile(): Promise<void>
  /** Takes nothing new, finishes what is under way for so many milliseconds, and closes all. */
  stop(timeout: number): Promise<void>
}

/**
 * Starts the App: the record, the adapters, the workers, and last the door.
 *
 * @throws {Refused} when the record cannot be opened or the port is taken
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const redactor = openRedactor(listSecrets({ kind: 'app', ...options }))
  const log = openLog({
    level: options.logLevel,
    destination: options.logs,
    redactor,
    ...(options.tracing ? { getTraceId: getCurrentTraceId } : {}),
  })
  const tracing = await openTracing(options.tracing, manifest.version)
  const store = await openStore(options.place, (what, error) => log.error({ err: error }, what))
  try {
    const server = { url: '' }
    const metrics = openMetrics()
    const given = { store, log, tracing, learnSecret: redactor.learn }
    const chats = await openChats(options.app, { ...given, metrics, now: options.now, listens: true })
    const deps = await createContext(options, { ...given, server, chats })
    const app = await openApp(options, { deps, log, metrics, chats, listening: server })
    server.url = app.url
    return app
  } catch (error) {
    await store.close()
    await tracing.close(0)
    throw error
  }
}

async function createContext(
  { app, cacheDir, signing, now, isRealTime }: AppOptions,
  given: {
    readonly store: Store
    readonly log: Logger
    readonly tracing: Tracing
    readonly learnSecret: (secret: string) => void
    readonly server: Listening
    readonly chats: OpenChats
  },
): Promise<RuntimeDependencies> {
  const { store, log, tracing, learnSecret, server, chats } = given
  const github = openAppGitHub(app, { now, log, learnSecret })
  const registries = openRegistries({
    userAgent: USER_AGENT,
    loopback: app.github.api.startsWith('http:'),
    npm: NPM,
    logins: app.connections.registries,
  })
  return {
    store,
    github,
    webhooks: await openProbot(app, { handlerAuth: github.handlerAuth, log }),
    git: openGit({ cacheDir, signing: createSigning(signing), onUnauthenticated: github.discardToken }),
    registries,
    connections: openConnections(app.connections, {
      gates: createGateStore(store),
      userAgent: USER_AGENT,
      now: () => now() * 1000,
    }),
    signIn: createSignIn(app, { log, learnSecret, server }),
    chats,
    charts: openCharts(app, server),
    now,
    getSecondsAhead: isRealTime ? github.getSecondsAhead : () => null,
    log,
    tracing,
  }
}

/** Where the door is reached from this machine; empty until it listens. */
interface Listening {
  readonly url: string
}

/** Where people prove who they are on GitHub; null where that is not set up. */
function createSignIn(
  { linking, github }: AppSettings,
  {
    server,
    ...given
  }: {
    readonly log: Log
    readonly learnSecret: (secret: string) => void
    readonly server: Listening
  },
): SignIn | null {
  if (!linking) return null
  const { clientId, clientSecret, publicUrl } = linking
  return openSignIn({
    ...given,
    Octokit: ProbotOctokit,
    clientId,
    clientSecret,
    getCallbackUrl: () => (publicUrl ?? server.url) + LINK_PATH,
    apiUrl: github.api,
    webUrl: github.web,
    userAgent: USER_AGENT,
  })
}

/** Null where browsers reach no page of ours. */
function openCharts(app: AppSettings, listening: Listening): ChartLinks | null {
  const pages = createPageSettings(app, listening)
  return pages && openChartLinks(pages.secret, pages.getPublicUrl)
}

/** Null where nobody can sign in. */
function createPageSettings({ linking }: AppSettings, listening: Listening) {
  if (!linking) return null
  return { secret: linking.clientSecret, getPublicUrl: () => linking.publicUrl ?? listening.url }
}

/** What is not set, git's own configuration is not asked for here: a server has nobody whose configuration that were. */
function createSigning({ format, key }: RunSettings['signing']) {
  return key === null ? null : { format, key }
}

/** How long the last spans may take to the collector. */
const FLUSH_MS = 3_000

async function openApp(
  options: AppOptions,
  given: {
    readonly deps: RuntimeDependencies
    readonly log: Log
    readonly metrics: Metrics
    readonly chats: OpenChats
    readonly listening: Listening
  },
): Promise<RunningApp> {
  const { deps, log, metrics, chats, listening } = given
  const { store, git } = deps
  metrics.addProcessMetrics()
  addMessageMetrics(metrics, deps)
  addRecordMetrics(metrics, deps)
  const runtime = await startRuntime(deps, options.pace ?? PACE)
  const pages = openPages(deps, createPageSettings(options.app, listening))
  const server = createServer(options, { deps, log, runtime, metrics, endpoint: chats.endpoint, pages })
  let proxy: WebhookProxy | null = null
  const endApp = async (timeout: number) => {
    await proxy?.close()
    await server.close(timeout)
    await chats.close()
    await runtime.stop(timeout)
    await git.close()
    await store.close()
    await deps.tracing.close(Math.min(timeout, FLUSH_MS))
  }
  try {
    const url = await server.listen({ port: options.port, host: options.host })
    proxy = await openProxy(options.app, { url, log })
    log.info({ url, version: manifest.version }, `Release Captain is listening. ${store.promise}`)
    // Not before: what GitHub tried in vain just before the door was open would be missing from the log until the next round.
    void runtime.reconcile()
    const lost = store.lost.then((error) => log.fatal({ err: error }, RECORD_LOST))
    const isIdle = async () =>
      (await store.transact((unit) => readJobBacklog(unit, options.now()))).waiting === 0
    return { url, promise: store.promise, log, lost, isIdle, reconcile: runtime.reconcile, stop: endApp }
  } catch (error) {
    await endApp(0)
    throw error
  }
}

async function openProxy(
  { webhook: { path, proxyUrl } }: AppSettings,
  { url, log }: { readonly url: string; readonly log: Log },
): Promise<WebhookProxy | null> {
  if (proxyUrl === null) return null
  return openWebhookProxy({ source: proxyUrl, target: url + (path ?? WEBHOOK_PATH), log })
}

const RECORD_LOST =
  'The database in the data folder has crashed, so nothing can be recorded. The program exits. Start it again: the record is kept.'

function createServer(
  { app, cacheDir, metricsToken, now }: AppOptions,
  given: {
    readonly deps: RuntimeDependencies
    readonly log: Log
    readonly runtime: Runtime
    readonly metrics: Metrics
    readonly endpoint: SlackEndpoint | null
    readonly pages: Pages
  },
): HttpServer {
  const { deps, log, runtime, metrics, endpoint, pages } = given
  return openHttpServer({
    webhookPath: app.webhook.path ?? WEBHOOK_PATH,
    store: deps.store,
    secrets: app.webhookSecrets,
    laneOf: ({ payload }: WebhookDelivery) => getDeliveryLane(payload),
    rollout: createRolloutEndpoints(app.connections, deps),
    ready: { workers: async () => runtime.health(), mirrors: () => checkMirrorsHealth(cacheDir) },
    metrics,
    metricsToken,
    pages: pages.routes,
    onSignIn: pages.onSignIn,
    onBack: deps.signIn ? (back) => handleOAuthCallback(deps, back) : null,
    slack: endpoint,
    log,
    tracing: deps.tracing,
    now,
  })
}
