import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import project from '../../package.json' with { type: 'json' }
import { openStore, type Store } from '../../src/store/store.ts'
import type { StoreLocation } from '../../src/store/store-location.ts'
import { type Cluster, hasPostgres, startCluster } from './cluster.ts'

/** A record of its own for a test, in a fresh place. */
export interface Opened extends AsyncDisposable {
  readonly store: Store
  readonly place: StoreLocation
  /** What broke while nobody was waiting for it. */
  readonly troubles: string[]
}

/** One a file, for all that want one. */
const clusters: Promise<Cluster>[] = []
// Defined before the hooks of whoever imports this, so that it comes after them.
afterAll(async () => {
  for (const cluster of clusters.splice(0)) await (await cluster).stop()
})

/** The same tests on both databases. Without a PostgreSQL on the machine they are left out, but not in CI. */
export function onBoth(tests: (open: () => Promise<Opened>) => void): void {
  describe('on PGlite', () => tests(async () => openIn(await freshFolder())))
  describe.skipIf(!hasPostgres())('on PostgreSQL', () => tests(async () => openIn(await freshDatabase())))
}

/** An empty record where it does not matter which database: on PostgreSQL where there is one, which is the quicker. */
export async function freshPlace(): Promise<StoreLocation> {
  return hasPostgres() ? freshDatabase() : freshFolder()
}

async function freshDatabase(): Promise<StoreLocation> {
  const cluster = clusters[0] ?? startCluster()
  if (clusters.length === 0) clusters.push(cluster)
  return { kind: 'server', url: await (await cluster).freshDatabase() }
}

/** Opens the record in a place that may have been used before. */
export async function openIn(place: StoreLocation): Promise<Opened> {
  const troubles: string[] = []
  const store = await openStore(place, (what, error) => troubles.push(`${what} ${error}`))
  return {
    store,
    place,
    troubles,
    async [Symbol.asyncDispose]() {
      await store.close()
      if (place.kind === 'folder') await rm(place.path, { recursive: true, force: true })
    },
  }
}

/** A data folder with an empty record: making one takes seconds, copying one does not. */
export async function freshFolder(): Promise<StoreLocation> {
  const path = await mkdtemp(join(tmpdir(), 'release-captain-store-'))
  await cp(await template(), path, { recursive: true })
  return { kind: 'folder', path }
}

async function template(): Promise<string> {
  const finished = join(tmpdir(), `release-captain-empty-record-${process.getuid?.() ?? 0}-${madeFrom()}`)
  if (await stat(finished).catch(() => null)) return finished
  const path = await mkdtemp(`${finished}-`)
  const store = await openStore({ kind: 'folder', path }, () => {})
  await store.close()
  await rm(join(path, 'ballast'), { force: true })
  // Whoever is first wins: another test file may make the same at this moment.
  await rename(path, finished).catch(() => rm(path, { recursive: true, force: true }))
  return finished
}

/** Changes with the packages and with the schema. */
function madeFrom(): string {
  const migrations = join(import.meta.dirname, '../../src/store/migrations')
  const texts = readdirSync(migrations)
    .sort()
    .map((name) => readFileSync(join(migrations, name)))
  return createHash('sha256')
    .update(JSON.stringify(project.dependencies))
    .update(Buffer.concat(texts))
    .digest('hex')
    .slice(0, 12)
}
