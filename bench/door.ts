// How many deliveries a second the door acknowledges, on PGlite and on PostgreSQL, beside a bare Probot endpoint that
// stores nothing: the same signed payload (11.8 KB), the same generator, in turns within one run. Probot runs as it
// comes, with its log of requests, and once more as its middleware alone without any.
//
//   npm exec -c 'node bench/door.ts [--server URL] [--seconds N] [--rounds N] [--connections N]'
//
// Records are empty at first: a temporary folder, and a database of its own on the server of that URL, dropped after it.
//
// Each server is a process of its own; the generator runs beside it, on the same processors. Ours checks, stores and
// queues each delivery under an id of its own before it answers, and writes its log as it does by default. Then each
// gets half of Probot's rate, steadily, and the slowest in a hundred of its answers is looked at. Last, what
// `probot.receive` costs a delivery once it is stored: that is the worker's time, not the answer's.
import { type ChildProcess, fork } from 'node:child_process'
import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server as HttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { pino } from 'pino'
import { createNodeMiddleware, Probot, Server } from 'probot'
import { z } from 'zod'
import { getDeliveryLane } from '../src/app/delivery-lane.ts'
import { openHttpServer } from '../src/http/http-server.ts'
import { openMetrics } from '../src/http/metrics.ts'
import { WEBHOOK_PATH } from '../src/http/routes.ts'
import { openLog } from '../src/logging/log.ts'
import { openRedactor } from '../src/logging/redact.ts'
import { openStore } from '../src/store/store.ts'
import type { StoreLocation } from '../src/store/store-location.ts'
import { NO_TRACING } from '../src/tracing/tracing.ts'
import { measureReceive } from './receive.ts'
import { freshDatabase } from './setup/fresh-database.ts'

const SECRET = 'a webhook secret of the measurement, long enough'
const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '50' },
    serve: { type: 'string' },
    at: { type: 'string', default: '' },
  },
})

const BODY = exampleBody()
const SIGNATURE = `sha256=${createHmac('sha256', SECRET).update(BODY).digest('hex')}`
const started: ChildProcess[] = []

if (values.serve === undefined) await measureAll()
else await serveOne(values.serve, values.at)

/** Says where it listens, and whenever it is asked how much processor time it took so far, in microseconds. */
async function serveOne(kind: string, at: string): Promise<void> {
  process.on('disconnect', () => process.exit())
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
  })
  process.send?.(await serve(kind, at))
}

async function serve(kind: string, at: string): Promise<number> {
  if (kind === 'Probot') return serveProbot()
  if (kind === 'its middleware') return serveMiddleware()
  return serveDoor(kind === 'PGlite' ? { kind: 'folder', path: at } : { kind: 'server', url: at })
}

/** As `probot run` starts it, with one handler that does nothing: its own server, and its log of requests. */
async function serveProbot(): Promise<number> {
  const log = pino({ level: 'info' })
  const server = new Server({
    Probot: Probot.defaults({ ...probotOptions(), log }),
    log,
    host: '127.0.0.1',
    port: await freePort(),
  })
  await server.load((app) => app.on('issues.labeled', async () => {}))
  await server.start()
  return server.port
}

/** The least of Probot that answers: its middleware alone, and no log. */
async function serveMiddleware(): Promise<number> {
  const probot = new Probot({ ...probotOptions(), logLevel: 'fatal' })
  const handle = await createNodeMiddleware((app) => app.on('issues.labeled', async () => {}), {
    probot,
    webhooksPath: WEBHOOK_PATH,
  })
  return listen(createServer((request, response) => void handle(request, response)))
}

function probotOptions() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    appId: 1,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    secret: SECRET,
  }
}

/** A free port: Probot takes none for "any". */
async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  server.close()
  await once(server, 'close')
  return port
}

async function listen(server: HttpServer): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

async function serveDoor(place: StoreLocation): Promise<number> {
  const store = await openStore(place, (what, error) => console.error(what, error))
  const door = openHttpServer({
    webhookPath: WEBHOOK_PATH,
    store,
    secrets: { current: SECRET, previous: null },
    laneOf: ({ payload }) => getDeliveryLane(payload),
    ready: {},
    metrics: openMetrics(),
    metricsToken: null,
    tracing: NO_TRACING,
    onBack: null,
    onSignIn: null,
    pages: [],
    slack: null,
    rollout: { alerts: null, gates: null, deployments: null },
    log: openLog({ level: 'info', destination: process.stdout, redactor: openRedactor([SECRET]) }),
    now: () => Math.floor(Date.now() / 1000),
  })
  return Number(new URL(await door.listen({ port: 0, host: '127.0.0.1' })).port)
}

interface Measured {
  readonly name: string
  readonly url: string
  readonly child: ChildProcess
}

/** What a server did in a while, as fast as it could. */
interface Shot {
  readonly perSecond: number
  /** Microseconds of processor time for each answer: says more than the rate on a machine that has other work. */
  readonly cpu: number
}

async function measureAll(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'release-captain-bench-'))
  const database = values.server ? await freshDatabase(values.server) : null
  try {
    await measureDoors(folder, database?.url ?? null)
    const installed = { ...JSON.parse(BODY), installation: { id: 7 } }
    console.log(
      `probot.receive: ${(await measureReceive(installed)).toFixed(1)} µs of processor for a delivery`,
    )
  } finally {
    for (const child of started) child.kill()
    await database?.drop()
    await rm(folder, { recursive: true, maxRetries: 5 })
  }
}

async function measureDoors(folder: string, server: string | null): Promise<void> {
  const probot = await start('Probot', '')
  const doors = [await start('PGlite', folder)]
  if (server !== null) doors.push(await start('PostgreSQL', server))

  const least = await start('its middleware', '')
  const most = await inTurns([probot, least, ...doors])
  const base = rateOf(most, probot)
  const rows = []
  for (const server of doors) {
    const rate = rateOf(most, server)
    const half = await shoot(server, { overallRate: Math.round(base / 2) })
    const ownHalf = await shoot(server, { overallRate: Math.round(rate / 2) })
    rows.push({
      door: server.name,
      'per s': Math.round(rate),
      'of Probot’s': shareOf(most, server, probot),
      'of its middleware’s': (rate / rateOf(most, least)).toFixed(2),
      'µs of processor': medianOf(most, server, 'cpu'),
      'Probot’s': medianOf(most, probot, 'cpu'),
      'p99 at half of Probot’s rate': `${half.latency.p99} ms, ${Math.round(half.requests.average)} per s reached`,
      'at half of its own': `${ownHalf.latency.p99} ms`,
    })
  }
  console.table(rows)
}

/** In turns, so that whatever else the machine does hits all of them. */
async function inTurns(servers: readonly Measured[]): Promise<Map<Measured, Shot[]>> {
  const shots = new Map(servers.map((server) => [server, [] as Shot[]]))
  for (const server of servers) await shoot(server, { duration: 3 })
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const server of servers) {
      const before = await cpuOf(server)
      const { requests, latency } = await shoot(server, {})
      const cpu = Math.round(((await cpuOf(server)) - before) / requests.total)
      shots.get(server)?.push({ perSecond: requests.average, cpu })
      const { p50, p99 } = latency
      console.log(
        `${server.name}: ${Math.round(requests.average)} per s, ${cpu} µs each, p50 ${p50}, p99 ${p99} ms`,
      )
    }
  }
  return shots
}

function rateOf(shots: Map<Measured, Shot[]>, server: Measured): number {
  return medianOf(shots, server, 'perSecond')
}

/** The median of the rates by that of Probot’s, and the rounds of which it is the middle. */
function shareOf(shots: Map<Measured, Shot[]>, server: Measured, probot: Measured): string {
  const bases = shots.get(probot) ?? []
  const rounds = (shots.get(server) ?? []).map(
    ({ perSecond }, round) => perSecond / (bases[round]?.perSecond ?? Number.NaN),
  )
  const share = rateOf(shots, server) / rateOf(shots, probot)
  return `${share.toFixed(2)} (${Math.min(...rounds).toFixed(2)} to ${Math.max(...rounds).toFixed(2)})`
}

function medianOf(shots: Map<Measured, Shot[]>, server: Measured, what: keyof Shot): number {
  const all = (shots.get(server) ?? []).map((shot) => shot[what])
  return all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0
}

async function cpuOf({ child }: Measured): Promise<number> {
  child.send('cpu')
  const [cpu] = await once(child, 'message')
  return Number(cpu)
}

async function start(name: string, at: string): Promise<Measured> {
  const child = fork(import.meta.filename, ['--serve', name, '--at', at], {
    execArgv: name === 'PGlite' ? ['--liftoff-only'] : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  started.push(child)
  const [port] = await once(child, 'message')
  return { name, child, url: `http://127.0.0.1:${port}${WEBHOOK_PATH}` }
}

async function shoot(
  { name, url }: Measured,
  { duration = Number(values.seconds), overallRate }: { duration?: number; overallRate?: number },
) {
  const result = await autocannon({
    url,
    method: 'POST',
    body: BODY,
    headers: {},
    connections: Number(values.connections),
    duration,
    ...(overallRate === undefined ? {} : { overallRate }),
    requests: [{ setupRequest: (request) => ({ ...request, headers: headers() }) }],
  })
  if (result.errors > 0 || result.non2xx > 0)
    throw new Error(`${name} failed ${result.errors} times and refused ${result.non2xx}.`)
  return result
}

function headers() {
  return {
    'content-type': 'application/json',
    'x-github-delivery': randomUUID(),
    'x-github-event': 'issues',
    'x-hub-signature-256': SIGNATURE,
  }
}

/** GitHub's own example of a label on an issue. */
function exampleBody(): string {
  const file = import.meta.resolve('@octokit/webhooks-examples/api.github.com/index.json')
  const kinds = z
    .array(
      z.object({ name: z.string(), examples: z.array(z.looseObject({ action: z.string().optional() })) }),
    )
    .parse(JSON.parse(readFileSync(new URL(file), 'utf8')))
  const examples = kinds.find(({ name }) => name === 'issues')?.examples ?? []
  return JSON.stringify(examples.find(({ action }) => action === 'labeled'))
}
