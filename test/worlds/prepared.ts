import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import project from '../../package.json' with { type: 'json' }

/**
 * Prepares something for every test run of this machine: it is made by the first that needs it, and made again when the
 * schema or the packages of the store change.
 *
 * @returns where it is; to be copied, never to be written to
 */
export async function prepareOnce(what: string, make: (path: string) => Promise<void>): Promise<string> {
  const finished = join(tmpdir(), `release-captain-${what}-${process.getuid?.() ?? 0}-${digestOfStore()}`)
  if (await stat(finished).catch(() => null)) return finished
  const path = await mkdtemp(`${finished}-`)
  await make(path)
  // The first wins: another run may have made the same at this moment.
  await rename(path, finished).catch(() => rm(path, { recursive: true, force: true }))
  return finished
}

const PACKAGES = ['@electric-sql/pglite', 'kysely', 'pg', 'pg-boss'] as const

function digestOfStore(): string {
  const migrations = join(import.meta.dirname, '../../src/store/migrations')
  const texts = readdirSync(migrations)
    .sort()
    .map((name) => readFileSync(join(migrations, name)))
  return createHash('sha256')
    .update(JSON.stringify(PACKAGES.map((name) => project.dependencies[name])))
    .update(Buffer.concat(texts))
    .digest('hex')
    .slice(0, 12)
}
