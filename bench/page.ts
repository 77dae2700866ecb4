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
import { sql } from 'kysely'
import { openSandboxGitHub } from '../sandbox/github/open.ts'
import { AS_INSTALLED } from '../src/app/as-installed.ts'
import { type RunningApp, startApp } from '../src/app/open-app.ts'
import { createSandboxAppSettings } from '../src/app/sandbox-app.ts'
import { LINK_PATH } from '../src/http/oauth/oauth-callback.ts'
import { createTerms } from '../src/release/lifecycle/terms.ts'
import { defaultPolicy } from '../src/release/policy.ts'
import { openStore } from '../src/store/store.ts'
import type { StoreLocation } from '../src/store/store-location.ts'
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
const NOW = Date.parse('2026-02-10T09:00:00Z')

/** The first event of every release: under the default policy, on the security track. */
const OPENED = JSON.stringify({
  type: 'Opened',
  by: { kind: 'rule' },
  at: NOW / 1000 - 90_000_000,
  repository: { id: 1, name: 'godel/api' },
  version: 'v2.0.1',
  tag: 'v2.0.1',
  line: '2.0',
  base: { tag: 'v2.0.0', commit: 'a'.repeat(40) },
  kind: 'patch',
  track: 'security',
  emergency: null,
  policy: { digest: 'b'.repeat(64), commit: null },
  terms: createTerms(defaultPolicy, new Map()),
  selection: { kind: 'by-criteria', take: [], leave: [] },
})

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
    for (let i = 0; i < REPOSITORIES; i++) github.person('ada', { in: `godel/api-${i}`, role: 'maintain' })
    const at = await place(folder)
    const begun = performance.now()
    await fill(at, ids)
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

/** Rows as the App writes them. One release in ten is open. */
async function fill(place: StoreLocation, ids: readonly number[]): Promise<void> {
  const store = await openStore(place, (what, error) => console.error(what, error))
  const first = ids[0] ?? 0
  const each = Math.floor(EVENTS / RELEASES)
  for (let from = 0; from < RELEASES; from += 500)
    await store.transact(async ({ sql: trx }) => {
      const to = Math.min(RELEASES, from + 500) - 1
      await sql`
        insert into releases (release, repository, version, open, embargoed, summary, changed_at)
        select (${first}::bigint + n % ${REPOSITORIES}) || ':v2.' || n || '.1', (${first}::bigint + n % ${REPOSITORIES})::text, ${each},
          n % 10 = 0, n % 500 = 0, json_build_object('version', 'v2.' || n || '.1', 'tag', 'v2.' || n || '.1', 'line', '2.' || n,
          'status', case when n % 10 = 0 then 'open' else 'published' end, 'step', case when n % 10 = 0 then 'testing' end,
          'issue', n, 'pullRequest', null, 'branch', 'release/2.' || n || '.1', 'head', null, 'probe', null, 'conflicts', json_build_array()),
          ${NOW / 1000 - 90_000_000}::bigint + n * 9000
        from generate_series(${from}::int, ${to}::int) as n`.execute(trx)
      await sql`
        insert into events (release, version, type, payload, by, at)
        select (${first}::bigint + n % ${REPOSITORIES}) || ':v2.' || n || '.1', v, case when v % 7 = 0 then 'Resumed' else 'ShippedTold' end,
          case when v = 1 then ${OPENED}::json else json_strip_nulls(json_build_object('type',
          case when v % 7 = 0 then 'Resumed' else 'ShippedTold' end, 'candidate', case when v % 7 <> 0 then '#' || v end,
          'at', ${NOW / 1000 - 90_000_000}::bigint + n * 9000 + v, 'by', json_build_object('kind', 'rule'))) end,
          case when v % 5 = 0 then 'ada (1)' else 'rule' end, ${NOW / 1000 - 90_000_000}::bigint + n * 9000 + v
        from generate_series(${from}::int, ${to}::int) as n, generate_series(1, ${each}) as v`.execute(trx)
    })
  await store.transact(async ({ sql: trx }) => {
    await sql`analyze events`.execute(trx)
    await sql`analyze releases`.execute(trx)
  })
  await store.close()
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
    '/audit',
    '/audit?repository=godel/api-3&type=Resumed',
    '/audit?person=ada&since=2026-01-01',
    '/webhooks',
    '/tokens',
  ]
  let isFast = true
  for (const path of paths) {
    const { p50, p95, bytes, next } = await measurePage(app, cookie, path)
    const deep = next === null ? null : await measurePage(app, cookie, next)
    console.log(
      `  ${path}: p50 ${p50} ms, p95 ${p95} ms, ${bytes} bytes${deep ? `; next page p95 ${deep.p95} ms` : ''}`,
    )
    isFast = isFast && p95 < MOST_MS && (deep?.p95 ?? 0) < MOST_MS && bytes <= MOST_BYTES
  }
  return isFast
}

async function measurePage(app: RunningApp, cookie: string, path: string) {
  const times: number[] = []
  let html = ''
  for (let i = 0; i < ROUNDS + 5; i++) {
    const begun = performance.now()
    const answer = await fetch(app.url + path, { headers: { cookie } })
    html = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    if (i >= 5) times.push(performance.now() - begun)
  }
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  const next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null
  return { p50: at(0.5), p95: at(0.95), bytes: Buffer.byteLength(html), next }
}
