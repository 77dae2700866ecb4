// How many deliveries a second the inbox takes in, on PGlite and on PostgreSQL, side by side in one run:
//   - one transaction a delivery, what a door without a shared transaction does
//   - `storeDelivery`, where deliveries that wait share the next transaction
//
//   npm exec -c 'node --liftoff-only bench/store.ts [--server URL] [--seconds N] [--callers N] [--bytes N]'
//
// Without --server only PGlite is measured, in a temporary folder; with it, a database of its own on that server too,
// dropped after it. Each delivery is acknowledged before its caller
// sends the next; nothing else runs (no HTTP, no signatures, no workers).
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type InboxDelivery, prepareDelivery, storeDeliveries } from '../src/store/inbox/deliveries.ts'
import { openStore, type Store } from '../src/store/store.ts'
import type { StoreLocation } from '../src/store/store-location.ts'
import { freshDatabase } from './setup/fresh-database.ts'

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    callers: { type: 'string', default: '64' },
    bytes: { type: 'string', default: '11842' },
  },
})
const seconds = Number(values.seconds)
const callers = Number(values.callers)
const body = webhook(Number(values.bytes))
const started = Math.floor(Date.now() / 1000)
let made = 0

const folder = await mkdtemp(join(tmpdir(), 'release-captain-bench-'))
const database = values.server ? await freshDatabase(values.server) : null
try {
  const places: StoreLocation[] = [{ kind: 'folder', path: folder }]
  if (database) places.push({ kind: 'server', url: database.url })
  const rows = []
  for (const place of places) rows.push(await measure(place))
  console.table(rows)
} finally {
  await database?.drop()
  await rm(folder, { recursive: true })
}

async function measure(place: StoreLocation) {
  const store = await openStore(place, (what, error) => console.error(what, error))
  const alone = await rate(store, (delivery) => storeDeliveries(store.transact, [prepareDelivery(delivery)]))
  const shared = await rate(store, store.storeDelivery)
  await store.close()
  return {
    database: place.kind === 'folder' ? 'PGlite' : 'PostgreSQL',
    'one a transaction, per s': Math.round(alone.perSecond),
    'its p99, ms': Math.round(alone.p99),
    'shared, per s': Math.round(shared.perSecond),
    'its p99, ms ': Math.round(shared.p99),
    ratio: `${(shared.perSecond / alone.perSecond).toFixed(1)}x`,
    'rss, MB': Math.round(process.memoryUsage().rss / 1e6),
  }
}

/** The first second warms up and does not count. */
async function rate(store: Store, take: (delivery: InboxDelivery) => Promise<unknown>) {
  const begin = performance.now() + 1000
  const end = begin + seconds * 1000
  const took: number[] = []
  const caller = async () => {
    while (performance.now() < end) {
      const from = performance.now()
      await take(delivery())
      if (from >= begin) took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  const perSecond = (took.length / (performance.now() - begin)) * 1000
  took.sort((a, b) => a - b)
  await store.transact(({ sql }) => sql.deleteFrom('work').execute())
  return { perSecond, p99: took[Math.floor(took.length * 0.99)] ?? 0 }
}

/** As hard to compress as GitHub's own: many numbers and names among many addresses. */
function webhook(bytes: number): string {
  const parts = Array.from({ length: bytes / 50 }, (_, i) => ({
    id: (i * 2_654_435_761) % 4_294_967_296,
    node_id: `I_kw${((i * 40_503) % 1_000_003).toString(36)}`,
    url: `https://api.github.com/repos/Codertocat/Hello-World/issues/${i}`,
  }))
  return JSON.stringify(parts).slice(0, bytes)
}

function delivery(): InboxDelivery {
  made += 1
  return {
    source: 'bench',
    id: `${made}`,
    lane: `repository ${made % 5}`,
    type: 'issues.labeled',
    body,
    at: started,
  }
}
