import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openQuarantine } from '../../../src/git/objects/quarantine.ts'
import { openRepository } from '../../../src/git/repository.ts'
import { openEngine } from '../../worlds/cli/engine.ts'
import { differences, fingerprint } from '../../worlds/cli/fingerprint.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { workTree } from '../../worlds/git/work-tree.ts'
import { folder, refusal } from '../repositories.ts'

const run = promisify(execFile)
const SCRIPT = join(import.meta.dirname, 'picking-process.ts')
const DAY_MS = 24 * 60 * 60 * 1000

/** A clone with a change that can be picked onto its first commit, and what git makes of that. */
function clone(path: string, options: readonly string[] = []) {
  const tree = workTree(path, options)
  const [base = '', fix = ''] = writeHistory(tree.gitDir, [
    { files: { a: text('a') }, parents: [] },
    { files: { a: text('a', { 3: 'fixed' }) }, parents: [0] },
  ])
  const tipOf = (commit: string) => tree.git(['rev-parse', `${commit}^{tree}`])
  return { ...tree, tip: tipOf(base), pick: { sha: fix, mainline: null }, picked: tipOf(fix) }
}

async function picksCleanly(world: ReturnType<typeof clone>, cacheDir: string): Promise<void> {
  await using opened = await openEngine({ repository: world.folder, cacheDir })
  const step = await opened.engine.pick(world.tip, world.pick)
  expect(step).toEqual({ kind: 'clean', tree: world.picked })
}

describe('planning', () => {
  it('writes nothing into the clone', async () => {
    await using place = await folder()
    const world = clone(join(place.path, 'clone'))
    const before = fingerprint(world.folder)
    await picksCleanly(world, join(place.path, 'cache'))
    expect(differences(before, fingerprint(world.folder))).toEqual([])
  })

  it.each([
    'with spaces',
    '"quoted"',
    'q"uote',
    "it's",
    'back\\slash',
    'käse ünïcödé 日本',
    '#comment',
    ' leading',
    'co:lon',
    '-d',
    '$(id)',
  ])('works on a clone at a path like %s', async (name) => {
    await using place = await folder()
    await picksCleanly(clone(join(place.path, name, 'clone')), join(place.path, `${name} cache`))
  })

  it('refuses a path that git’s alternates cannot name', async () => {
    await using place = await folder()
    const world = clone(join(place.path, 'two\nlines'))
    const said = await refusal(openEngine({ repository: world.folder, cacheDir: place.path }))
    expect(said.replaceAll(place.path, '')).toMatchInlineSnapshot(`
      "[repository] The path "/two\\nlines/.git/objects" has a line break in it, which git's alternates cannot name.
      Next: Move the clone to a path without line breaks."
    `)
  })

  it('works on a repository with sha256 ids', async () => {
    await using place = await folder()
    await picksCleanly(clone(join(place.path, 'clone'), ['--object-format=sha256']), place.path)
  })

  it('is sound when several processes plan the same at once', async () => {
    await using place = await folder()
    const world = clone(join(place.path, 'clone'))
    const args = [SCRIPT, world.folder, join(place.path, 'cache'), world.tip, world.pick.sha]
    const answers = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, args)))
    for (const { stdout } of answers) {
      expect(JSON.parse(stdout)).toEqual({ kind: 'clean', tree: world.picked })
    }
  })
})

/** The folder of a clone's quarantines. */
async function homeOf(cacheDir: string): Promise<string> {
  const [name = ''] = await readdir(join(cacheDir, 'repositories'))
  return join(cacheDir, 'repositories', name)
}

/** As full as a quarantine may get: judged by one of its 256 folders. */
async function fill(gitDir: string): Promise<void> {
  const sample = join(gitDir, 'objects', '17')
  await mkdir(sample, { recursive: true })
  for (let i = 0; i < 400; i += 1) await writeFile(join(sample, `${i}`.padStart(38, '0')), '')
}

describe('the place where new objects are kept', () => {
  async function ready(path: string) {
    const world = clone(join(path, 'clone'))
    const repository = await openRepository(world.folder)
    const cacheDir = join(path, 'cache')
    return { cacheDir, open: async () => (await openQuarantine(repository, cacheDir)).gitDir }
  }

  it('is the same one until it is full, and then another', async () => {
    await using place = await folder()
    const { open } = await ready(place.path)
    const first = await open()
    expect(await open()).toBe(first)
    await fill(first)
    const second = await open()
    expect(second).not.toBe(first)
    expect(await open()).toBe(second)
  })

  it('is left for a day after it was full, because others may still work in it', async () => {
    await using place = await folder()
    const { open, cacheDir } = await ready(place.path)
    const first = await open()
    await fill(first)
    const second = await open()
    expect(existsSync(first)).toBe(true)

    const old = (Date.now() - DAY_MS - 60_000) / 1000
    await utimes(first, old, old)
    await fill(second)
    const third = await open()
    const left = (await readdir(await homeOf(cacheDir))).filter((name) => name !== 'current')
    expect(left.map((name) => join(third, '..', name)).sort()).toEqual([second, third].sort())
  })

  it('is begun anew when its pointer is damaged, and restored when its settings are', async () => {
    await using place = await folder()
    const { open, cacheDir } = await ready(place.path)
    const first = await open()
    const settings = await readFile(join(first, 'config'), 'utf8')
    await writeFile(join(first, 'config'), '[core]\n\tfsmonitor = /bin/evil\n')
    expect(await open()).toBe(first)
    expect(await readFile(join(first, 'config'), 'utf8')).toBe(settings)
    await writeFile(join(await homeOf(cacheDir), 'current'), '../../somewhere\n')
    expect(await open()).not.toBe(first)
  })
})
