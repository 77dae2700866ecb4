// How late the timers of rollouts are when all of them are due in the same second, and whether one costs more beside many:
//   - N releases whose canary soaks, on record; the worker of rollouts tells each that its time has come
//   - the same for a tenth of them
//
//   npm exec -c 'node --liftoff-only bench/rollouts.ts [--releases 200] [--server URL]'
//
// The record is in a data folder; with --server, in a database of its own on that server besides. GitHub and deployers
// aren't asked: what they take is theirs. A timer is late by what passes between its second and its event in the record.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type ReleaseEvent, releaseEventSchema } from '../src/release/lifecycle/events.ts'
import { evolve } from '../src/release/lifecycle/evolve/evolve.ts'
import { getNextDueAt } from '../src/release/lifecycle/rollout/timing.ts'
import { type Release, UNOPENED } from '../src/release/lifecycle/state.ts'
import { executeCommand } from '../src/runtime/record/execute-command.ts'
import { summarize } from '../src/runtime/record/release-summary.ts'
import { enqueueTimer } from '../src/runtime/record/timer.ts'
import { appendEvents } from '../src/store/events/events.ts'
import { startWorker } from '../src/store/jobs/worker.ts'
import { openStore, type Store } from '../src/store/store.ts'
import type { StoreLocation } from '../src/store/store-location.ts'
import { PRODUCTION, rolling, runs, whereIs } from '../test/release/lifecycle/rollout/rolling.ts'
import { freshDatabase } from './setup/fresh-database.ts'

const { values } = parseArgs({
  options: { releases: { type: 'string', default: '200' }, server: { type: 'string' } },
})
const releases = Number(values.releases)
/** Seconds until all are due. */
const AHEAD = 3

const story = runs(
  rolling({ environments: [{ ...PRODUCTION, metrics: null, analysis: null }] }),
  (one) => whereIs(one) === 'production 5 soaking',
)
const due = getNextDueAt(story.release, story.at)
if (due === null) throw new Error('Nothing is due.')

const rows = []
for (const place of ['folder', ...(values.server ? ['server'] : [])] as const) {
  for (const count of [Math.ceil(releases / 10), releases]) rows.push(await measure(place, count))
}
console.table(rows)

async function measure(place: string, count: number) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-rollouts-'))
  const database = place === 'server' && values.server ? await freshDatabase(values.server) : null
  const at: StoreLocation = database
    ? { kind: 'server', url: database.url }
    : { kind: 'folder', path: folder }
  const store = await openStore(at, (what, error) => console.error(what, error))
  try {
    return { database: database ? 'PostgreSQL' : 'PGlite', ...(await tellAll(store, count)) }
  } finally {
    await store.close()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function tellAll(store: Store, count: number) {
  for (let i = 1; i <= count; i++) await record(store, i)
  const begun = performance.now()
  const now = () => (due ?? 0) - AHEAD + Math.floor((performance.now() - begun) / 1000)
  const late: number[] = []
  const worker = await startWorker(store, {
    topic: 'rollouts',
    lanesAtOnce: 16,
    now,
    onFailure: (what, error) => console.error(what, error),
    retryPolicy: { attempts: 1, longest: 1, giveUp: async () => undefined },
    perform: async (task) => ({
      kind: 'done',
      write: async (unit) => {
        await executeCommand(unit, task.source, { type: 'TimePassed', at: now() })
        late.push(performance.now() - begun - AHEAD * 1000)
      },
    }),
  })
  const ticking = setInterval(() => void worker.look(), 1_000)
  await worker.tick()
  while (late.length < count) await pause(20)
  clearInterval(ticking)
  await worker.stop(5_000)
  const sorted = late.toSorted((one, other) => one - other)
  const last = sorted.at(-1) ?? 0
  return {
    releases: count,
    'half are late by less than, ms': Math.round(sorted[Math.floor(count / 2)] ?? 0),
    'the last is late by, ms': Math.round(last),
    bound: '2000 ms',
    'for each, ms': Number((last / count).toFixed(2)),
  }
}

/** The story of one release under another repository's id. */
async function record(store: Store, repository: number): Promise<void> {
  const told = JSON.stringify(story.events).replaceAll(/"77:v2/g, `"${repository}:v2`)
  const events = releaseEventSchema
    .array()
    .parse(JSON.parse(told))
    .map((one) => move(one, repository))
  const release = events.reduce<Release>(evolve, UNOPENED)
  const id = `${repository}:v2.0.1`
  if (release.status === 'unopened') throw new Error('Nothing was opened.')
  const summary = summarize(release)
  await store.transact(async (unit) => {
    await appendEvents(unit, {
      ...{ release: id, expectedVersion: 0, events, by: 'bench', at: story.at, effects: [] },
      projection: { repository: String(repository), open: true, embargoed: false, summary },
    })
    await enqueueTimer(unit, id, { release, now: story.at })
  })
}

function move(event: ReleaseEvent, id: number): ReleaseEvent {
  if (event.type !== 'Opened') return event
  return { ...event, repository: { ...event.repository, id } }
}
