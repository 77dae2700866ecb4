import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MissingObject, type ObjectFormat, openObjects } from '../../../src/git/objects/object-store.ts'
import { serializeTree } from '../../../src/git/objects/trees.ts'
import { GitError } from '../../../src/git/run-git.ts'
import { openEngine } from '../../worlds/cli/engine.ts'
import { differences, fingerprint } from '../../worlds/cli/fingerprint.ts'
import { canReadProcesses, children } from '../../worlds/cli/processes.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { workTree } from '../../worlds/git/work-tree.ts'
import { bare, folder } from '../repositories.ts'

/** An empty repository and its objects. */
async function ready(format: ObjectFormat = 'sha1') {
  const place = await folder()
  const tree = workTree(join(place.path, 'clone'), [`--object-format=${format}`])
  const store = openObjects(tree.gitDir, format)
  const close = async () => {
    await store.close()
    await place[Symbol.asyncDispose]()
  }
  return { tree, store, [Symbol.asyncDispose]: close }
}

function looseFile(gitDir: string, id: string): string {
  return join(gitDir, 'objects', id.slice(0, 2), id.slice(2))
}

describe.each(['sha1', 'sha256'] as const)('objects with %s ids', (format) => {
  it('property: are read as they were written, under git’s own id', async () => {
    await using world = await ready(format)
    const holds = async (bytes: Uint8Array) => {
      const id = world.store.write('blob', bytes)
      expect(id).toBe(world.tree.git(['hash-object', '--stdin'], Buffer.from(bytes)))
      const { type, data } = await world.store.read(id)
      expect([type, data]).toEqual(['blob', Buffer.from(bytes)])
    }
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), holds), { numRuns: 20, seed: 20 })
  })

  it('are git’s own, also when it checks them strictly', async () => {
    await using world = await ready(format)
    const blob = world.store.write('blob', Buffer.from('x'))
    const tree = world.store.write(
      'tree',
      serializeTree([{ mode: '100644', name: Buffer.from('a'), sha: blob }]),
    )
    expect(world.tree.git(['ls-tree', tree])).toBe(`100644 blob ${blob}\ta`)
    expect(world.tree.git(['fsck', '--strict', '--no-dangling'])).toMatch(/^(notice: .*)?$/)
  })
})

describe('reading objects', () => {
  it('gives each asker its own answer, however large the answers and however many at once', async () => {
    await using world = await ready()
    const sizes = [0, 1, 70_000, 3_000_000, 5, 200_000]
    const written = sizes
      .map((size) => randomBytes(size))
      .map((data) => ({ data, id: world.store.write('blob', data) }))
    const read = await Promise.all(written.map(({ id }) => world.store.read(id)))
    expect(read.map(({ data }, i) => data.equals(written[i]?.data ?? Buffer.alloc(0)))).toEqual(
      sizes.map(() => true),
    )
  })

  it('finds what was written after it began, and goes on after one that is missing', async () => {
    await using world = await ready()
    const missing = '1'.repeat(40)
    await expect(world.store.read(missing)).rejects.toThrow(
      new MissingObject(missing, 'not in the repository'),
    )
    const id = world.store.write('blob', Buffer.from('late'))
    expect((await world.store.read(id)).data.toString()).toBe('late')
  })

  it.each(['HEAD', '-d', '', 'a'.repeat(39), `${'a'.repeat(40)}\n${'b'.repeat(40)}`])(
    'takes ids alone, and %j is none',
    async (name) => {
      await using world = await ready()
      await expect(world.store.read(name)).rejects.toThrow('not an object id')
    },
  )

  it('tells of an object that cannot be read, and nothing of the repository is changed', async () => {
    await using world = await ready()
    const id = world.store.write('blob', randomBytes(500))
    const file = looseFile(world.tree.gitDir, id)
    chmodSync(file, 0o644)
    writeFileSync(file, readFileSync(file).fill(0, 100, 200))
    const before = fingerprint(world.tree.folder)
    await expect(world.store.read(id)).rejects.toThrow(MissingObject)
    expect(differences(before, fingerprint(world.tree.folder))).toEqual([])
  })

  it.skipIf(!canReadProcesses)('blames no object when git was killed, and does not hang', async () => {
    await using world = await ready()
    const id = world.store.write('blob', randomBytes(20_000_000))
    await world.store.read(id)
    const asked = [world.store.read(id), world.store.read(id)]
    for (const { pid } of children('cat-file')) process.kill(pid, 'SIGKILL')
    const ends = await Promise.allSettled([...asked, world.store.read(id)])
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: expect.any(GitError) })
    await world.store.close()
    expect(children('cat-file')).toEqual([])
  })
})

describe('picking', () => {
  it('ends with an error that names what is missing, and leaves no process behind', async () => {
    await using place = await folder()
    const tree = workTree(join(place.path, 'clone'))
    const [base = '', line = '', fix = ''] = writeHistory(tree.gitDir, [
      { files: { a: text('a') }, parents: [] },
      { files: { a: text('a', { 1: 'line' }) }, parents: [0] },
      { files: { a: text('a', { 12: 'main' }) }, parents: [0] },
    ])
    const blob = tree.git(['rev-parse', `${base}:a`])
    rmSync(looseFile(tree.gitDir, blob))
    const opened = await openEngine({ repository: tree.folder })
    const tip = tree.git(['rev-parse', `${line}^{tree}`])
    await expect(opened.engine.pick(tip, { sha: fix, mainline: null })).rejects.toThrow(blob)
    await opened[Symbol.asyncDispose]()
    if (canReadProcesses) expect([...children('merge-tree'), ...children('cat-file')]).toEqual([])
    expect(existsSync(join(tree.gitDir, 'index.lock'))).toBe(false)
  })
})

it('measures an object without reading it, among other questions', async () => {
  await using place = await folder()
  const { gitDir } = await bare(place.path)
  const store = openObjects(gitDir, 'sha1')
  const [small, large] = [store.write('blob', Buffer.from('a')), store.write('blob', Buffer.alloc(100_000))]

  const said = await Promise.all([store.measure(large), store.read(small), store.measure(small)])
  await expect(store.measure('0'.repeat(40))).rejects.toThrow('not in the repository')
  await store.close()

  expect(said).toEqual([100_000, { type: 'blob', data: Buffer.from('a') }, 1])
})
