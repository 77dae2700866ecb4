import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ObjectStore, openObjects } from '../../../src/git/objects/object-store.ts'
import { findEntryAt, replaceBlob, serializeTree } from '../../../src/git/objects/trees.ts'
import { link, script, submodule, writeHistory } from '../../worlds/cli/snapshots.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

let place: Awaited<ReturnType<typeof folder>>
let world: WorkTree
let store: ObjectStore
let tree = ''

beforeAll(async () => {
  place = await folder()
  world = workTree(join(place.path, 'clone'))
  store = openObjects(world.gitDir, 'sha1')
  const files = {
    'a-b': '1',
    'a/x': '2',
    'a.c': '3',
    'a/k\xc3\xa4se': '4',
    run: script('5'),
    l: link('a'),
    s: submodule(1),
  }
  const [commit] = writeHistory(world.gitDir, [{ files, parents: [] }])
  tree = world.git(['rev-parse', `${commit}^{tree}`])
})
afterAll(async () => {
  await store.close()
  await place[Symbol.asyncDispose]()
})

it('property: a tree is written in git’s own order and form', () => {
  const name = fc
    .uint8Array({ minLength: 1, maxLength: 6 })
    .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0 || byte === 47 ? 97 : byte))))
  const mode = fc.constantFrom('100644', '100755', '120000', '160000', '40000')
  const entry = fc.record({ mode, name, sha: fc.constant('1'.repeat(40)) })
  const entries = fc.uniqueArray(entry, { selector: (each) => each.name.toString('latin1'), maxLength: 12 })
  const holds = (made: { mode: string; name: Buffer; sha: string }[]) => {
    const lines = made.map((each) => {
      const type = { '40000': 'tree', '160000': 'commit' }[each.mode] ?? 'blob'
      return Buffer.concat([
        Buffer.from(`${each.mode.padStart(6, '0')} ${type} ${each.sha}\t`),
        each.name,
        ZERO,
      ])
    })
    const git = world.git(['mktree', '-z', '--missing'], Buffer.concat(lines))
    expect(store.write('tree', serializeTree(made))).toBe(git)
  }
  fc.assert(fc.property(entries, holds), { numRuns: 40, seed: 20 })
})

const ZERO = Buffer.from([0])

it.each(['a-b', 'a.c', 'a', 'a/x', 'a/käse', 'run', 'l', 's'])('what stands at %s is found', async (path) => {
  const entry = await findEntryAt(store, tree, path)
  const [mode, , sha] = world.git(['ls-tree', '-z', tree, '--', path]).split(/[ \t]/)
  expect([entry?.mode.padStart(6, '0'), entry?.sha]).toEqual([mode, sha])
})

it.each(['b', 'a/y', 'a-b/x', 'l/x', 's/x', '', 'a/', '/a', 'a//x', './a', 'a/../a'])(
  'nothing stands at %j',
  async (path) => {
    expect(await findEntryAt(store, tree, path)).toBeNull()
  },
)

it('a file gets other bytes, and nothing else of the tree changes', async () => {
  const replaced = await replaceBlob(store, tree, { path: 'a/käse', data: Buffer.from('new') })
  expect(world.git(['diff-tree', '-r', '--name-status', '-z', tree, replaced])).toBe('M\0a/käse\0')
  expect(world.git(['cat-file', 'blob', `${replaced}:a/käse`])).toBe('new')
  const script = await replaceBlob(store, tree, { path: 'run', data: Buffer.from('new') })
  expect(world.git(['ls-tree', script, 'run'])).toMatch(/^100755 /)
})

it('a file that is not there gets no bytes', async () => {
  await expect(replaceBlob(store, tree, { path: 'a/none', data: Buffer.from('x') })).rejects.toThrow(
    'no none',
  )
})
