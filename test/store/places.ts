import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'
import type { StoreLocation } from '../../src/store/store-location.ts'
import { closeAfterFile } from '../worlds/close-after.ts'
import { prepareOnce } from '../worlds/prepared.ts'
import { createDatabase, dropDatabase } from '../worlds/shared-postgres.ts'
import { hasPostgres } from './cluster.ts'

/** A record of its own for a test, in a fresh place. */
export interface Opened extends AsyncDisposable {
  readonly store: Store
  readonly place: StoreLocation
  /** What broke while nobody was waiting for it. */
  readonly troubles: string[]
}

/** The same tests on both databases. Without a PostgreSQL on the machine they are left out, but not in CI. */
export function onBoth(tests: (open: () => Promise<Opened>) => void): void {
  describe('on PGlite', () => tests(async () => openIn(await freshFolder())))
  describe.skipIf(!hasPostgres())('on PostgreSQL', () => tests(async () => openIn(await freshDatabase())))
}

/** An empty record where it does not matter which database: on PostgreSQL where there is one, which is the quicker. */
export async function freshPlace(): Promise<StoreLocation> {
  return hasPostgres() ? freshDatabase() : freshFolder()
}

/** An empty record on the PostgreSQL of this test run, or a database without tables. It is dropped after the file. */
export async function freshDatabase(
  ...of: Parameters<typeof createDatabase>
): Promise<StoreLocation & { kind: 'server' }> {
  const url = await createDatabase(...of)
  closeAfterFile(() => dropDatabase(url))
  return { kind: 'server', url }
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

function template(): Promise<string> {
  return prepareOnce('empty-record', async (path) => {
    const store = await openStore({ kind: 'folder', path }, () => {})
    await store.close()
    await rm(join(path, 'ballast'), { force: true })
  })
}
