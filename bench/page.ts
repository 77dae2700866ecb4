// How long the server takes for each page, with 10,000 releases and 1,000,000 events in the record, on PGlite and on
// PostgreSQL. The time of a request is taken from its arrival to its answer, through HTTP on this machine; GitHub is the
// sandbox's, and is asked once a minute as in real life.
//
//   npm exec -c 'node bench/page.ts [--server URL] [--releases N] [--events N] [--rounds N]'
//
// Without --server only PGlite is measured. It ends with 1 where a page's p95 is 50 ms or more, or the first page is
// larger than 100 KB.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSandboxGitHub } from '../sandbox/github/open.ts'
import { AS_INSTALLED } from '../src/app/as-installed.ts'
import { type RunningApp, startApp } from '../src/app/open-app.ts'
import { createSandboxAppSettings } from '../src/app/sandbox-app.ts'
import { LINK_PATH } from '../src/http/oauth/oauth-callback.ts'
import type { StoreLocation } from '../src/store/store-location.ts'
import { fillRecord } from './setup/fill-record.ts'
import { freshDatabase } from './setup/fresh-database.ts'

const MOST_MS = 50
const MOST_BYTES = 100_000
const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    releases: { type: 'string', default: '10000' },
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '200' },
  },
})
const [RELEASES, EVENTS, ROUNDS] = [Number(values.releases), Number(values.events), Number(values.rounds)]
const REPOSITORIES = 10
/** The newest that is open: one in ten is. */
const OPEN = RELEASES - 10
/** Requests before the first that counts: the program is compiled, and what GitHub says is known for its minute. */
const WARM_UP = 10
const NOW = Date.parse('2026-02-10T09:00:00Z')

let isGood = await measureOn('PGlite', async (folder) => ({ kind: 'folder', path: join(folder, 'record') }))
if (values.server !== undefined) {
  const database = await freshDatabase(values.server)
  isGood = (await measureOn('PostgreSQL', async () => ({ kind: 'server', url: database.url }))) && isGood
  await database.drop()
}
process.exitCode = isGood ? 0 : 1

async function measureOn(name: string, place: (folder: string) => Promise<StoreLocation>): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-page-'))
  const github = await openSandboxGitHub({ now: () => NOW, app: AS_INSTALLED })
  try {
    const ids: number[] = []
    for (let i = 0; i < REPOSITORIES; i++) ids.push((await github.repository(`api-${i}`)).id)
    for (let i = 0; i < REPOSITORIES; i++)
      await github.person('ada', { in: `godel/api-${i}`, role: 'admin' }).pushes({
        branch: 'main',
        message: 'chore: begin',
        files: { 'README.md': '# API' },
      })
    const at = await place(folder)
    const begun = performance.now()
    await fillRecord(at, { repositories: ids, releases: RELEASES, events: EVENTS, now: NOW / 1000 })
    console.log(
      `${name}: ${RELEASES} releases and ${EVENTS} events in ${Math.round((performance.now() - begun) / 1000)} s`,
    )
    const { clientId, clientSecret, callsBack } = github.app()
    const app = await startApp({
      place: at,
      host: '127.0.0.1',
      port: 0,
      logLevel: 'error',
      cacheDir: join(folder, 'cache'),
      signing: { format: 'ssh', key: null },
      metricsToken: null,
      isRealTime: false,
      tracing: null,
      app: { ...createSandboxAppSettings(github), linking: { clientId, clientSecret, publicUrl: null } },
      now: () => Math.floor(NOW / 1000),
      logs: { write: (line: string) => process.stderr.write(line) },
      pace: { tick: 3_600_000, reconcile: 3_600_000 },
    })
    callsBack(app.url + LINK_PATH)
    const good = await measurePages(app, await signIn(app))
    await app.stop(1_000)
    return good
  } finally {
    await github.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function signIn(app: RunningApp): Promise<string> {
  const begun = await fetch(`${app.url}/sign-in`, { redirect: 'manual' })
  const wish = new URL(begun.headers.get('location') ?? '')
  const fields = new URLSearchParams([...wish.searchParams, ['login', 'ada'], ['decision', 'authorize']])
  const granted = await fetch(wish.origin + wish.pathname, {
    method: 'POST',
    body: fields,
    redirect: 'manual',
  })
  const cookie = readCookie(begun)
  const back = await fetch(granted.headers.get('location') ?? '', { headers: { cookie }, redirect: 'manual' })
  return readCookie(back)
}

function readCookie({ headers }: Response): string {
  return (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
}

async function measurePages(app: RunningApp, cookie: string): Promise<boolean> {
  const paths = [
    '/releases',
    '/releases?status=open',
    '/releases?repository=godel/api-3',
    `/releases/godel/api-${OPEN % REPOSITORIES}/v2.${OPEN}.1`,
    '/measures?repository=godel/api-3',
    '/measures?repository=godel/api-3&days=365',
    '/calendar',
    '/audit',
    '/audit?repository=godel/api-3&type=Resumed',
    '/audit?person=ada&since=2026-01-01',
    '/webhooks',
    '/tokens',
  ]
  let isFast = true
  for (const path of paths) {
    const { p50, p95, cpu, bytes, next } = await measurePage(app, cookie, path)
    const deep = next === null ? null : await measurePage(app, cookie, next)
    console.log(
      `  ${path}: p50 ${p50} ms, p95 ${p95} ms, ${cpu} ms of processor, ${bytes} bytes${deep ? `; next page p95 ${deep.p95} ms` : ''}`,
    )
    isFast = isFast && p95 < MOST_MS && (deep?.p95 ?? 0) < MOST_MS && bytes <= MOST_BYTES
  }
  return isFast
}

async function measurePage(app: RunningApp, cookie: string, path: string) {
  const times: number[] = []
  let used = process.cpuUsage()
  let html = ''
  for (let i = 0; i < ROUNDS + WARM_UP; i++) {
    const begun = performance.now()
    const answer = await fetch(app.url + path, { headers: { cookie } })
    html = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    if (i === WARM_UP - 1) used = process.cpuUsage()
    if (i >= WARM_UP) times.push(performance.now() - begun)
  }
  const { user, system } = process.cpuUsage(used)
  const cpu = Math.round((user + system) / ROUNDS / 100) / 10
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  const next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null
  return { p50: at(0.5), p95: at(0.95), cpu, bytes: Buffer.byteLength(html), next }
}
