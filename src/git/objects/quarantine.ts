import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../../release/refusal.ts'
import type { LocalRepository } from '../repository.ts'

/**
 * A git directory of our own that borrows a clone's objects through alternates (git's own word for such a place,
 * see `receive-pack`). Every new object stays in it until a build is installed, so planning never writes to the
 * clone. It is a cache: deleting it loses nothing.
 */
export interface Quarantine {
  readonly gitDir: string
  /** What was computed from this repository's content and is kept beside its objects. */
  readonly keptDir: string
}

/** Above this many loose objects a new generation is begun: about a thousand plans' worth. */
const GENERATION_LIMIT = 100_000
/** And above so many bytes: a few pull requests of strangers would fill a disk before they make so many objects. */
const GENERATION_BYTES = 1024 ** 3
/** Longer than anything works in one generation. */
const KEPT_MS = 2 * 60 * 60 * 1000

/** Opens (or makes) the quarantine of a clone below the cache folder. Several processes may use one. */
export async function openQuarantine(repository: LocalRepository, cacheDir: string): Promise<Quarantine> {
  const objects = await realpath(join(repository.gitDir, 'objects'))
  if (objects.includes('\n')) {
    throw new Refused({
      kind: 'repository',
      what: `The path ${JSON.stringify(objects)} has a line break in it, which git's alternates cannot name.`,
      next: 'Move the clone to a path without line breaks.',
    })
  }
  const home = join(cacheDir, 'repositories', createHash('sha256').update(objects).digest('hex').slice(0, 32))
  await mkdir(home, { recursive: true })
  const gitDir = join(home, await findCurrentGeneration(home))
  await createQuarantine(gitDir, { objects, repository })
  return { gitDir, keptDir: join(gitDir, 'kept') }
}

/** The name of the generation in use. A full one is left for two hours, because others may still work in it. */
async function findCurrentGeneration(home: string): Promise<string> {
  const pointer = join(home, 'current')
  const current = existsSync(pointer) ? (await readFile(pointer, 'utf8')).trim() : ''
  if (/^[0-9a-f]{8}$/.test(current) && !(await isFull(join(home, current)))) return current
  await removeOld(home, current)
  const next = randomBytes(4).toString('hex')
  await replaceFile(pointer, `${next}\n`)
  return next
}

/** Judged by one of the 256 folders of loose objects, as `git gc --auto` does, and by its packs. */
async function isFull(gitDir: string): Promise<boolean> {
  const sample = await measureFolder(join(gitDir, 'objects', '17'))
  if (sample.files * 256 > GENERATION_LIMIT) return true
  const packs = await measureFolder(join(gitDir, 'objects', 'pack'))
  return sample.bytes * 256 + packs.bytes > GENERATION_BYTES
}

/** How many files a folder has, and their bytes; what goes meanwhile is not counted. */
export async function measureFolder(
  folder: string,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return { files: names.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

async function removeOld(home: string, current: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name === current || !/^[0-9a-f]{8}$/.test(name)) continue
    const { mtimeMs } = await stat(join(home, name))
    if (Date.now() - mtimeMs > KEPT_MS) await rm(join(home, name), { recursive: true, force: true })
  }
}

/** What `git init --bare` would lay down, less everything that could ever run. */
async function createQuarantine(
  gitDir: string,
  from: { objects: string; repository: LocalRepository },
): Promise<void> {
  for (const folder of ['objects/info', 'objects/pack', 'refs', 'kept']) {
    await mkdir(join(gitDir, folder), { recursive: true })
  }
  // A quote at the start would make git read the line as a quoted string.
  const alternate = from.objects.startsWith('"') ? JSON.stringify(from.objects) : from.objects
  await replaceFile(join(gitDir, 'objects', 'info', 'alternates'), `${alternate}\n`)
  await replaceFile(join(gitDir, 'config'), renderQuarantineConfig(from.repository))
  const shallow = join(gitDir, 'shallow')
  if (from.repository.shallow.length > 0)
    await replaceFile(shallow, `${from.repository.shallow.join('\n')}\n`)
  else await rm(shallow, { force: true })
  await replaceFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n')
}

/** Returns the configuration of a git directory beside a repository: nothing in it ever runs. */
export function renderQuarantineConfig({ format }: LocalRepository): string {
  return format === 'sha1'
    ? '[core]\n\trepositoryformatversion = 0\n\tbare = true\n'
    : '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n'
}

async function replaceFile(path: string, content: string): Promise<void> {
  if (existsSync(path) && (await readFile(path, 'utf8')) === content) return
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(temporary, content)
  await rename(temporary, path)
}
