import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EMPTY_TREE } from '../../../src/git/objects/empty-tree.ts'
import type { ObjectFormat } from '../../../src/git/objects/object-store.ts'
import { SyntheticCommits } from '../../../src/git/objects/synthetic-commits.ts'
import { openEngine } from '../../worlds/cli/engine.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

/** A folder of synthetic commits, as the objects of a repository so that git can be asked of them. */
async function ready(format: ObjectFormat = 'sha1') {
  const place = await folder()
  const tree = workTree(join(place.path, 'clone'), [`--object-format=${format}`])
  const objects = join(tree.gitDir, 'objects')
  mkdirSync(objects, { recursive: true })
  const commits = new SyntheticCommits(objects, format)
  const close = () => place[Symbol.asyncDispose]()
  return { tree, objects, commits, empty: EMPTY_TREE[format], [Symbol.asyncDispose]: close }
}

function loose(objects: string): string[] {
  return readdirSync(objects, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /[0-9a-f]{38}$/.test(name),
  )
}

describe.each(['sha1', 'sha256'] as const)('a synthetic commit with a %s id', (format) => {
  it('is one to git, with its tree and parents', async () => {
    await using world = await ready(format)
    const root = world.commits.keep(world.empty, [])
    const id = world.commits.keep(world.empty, [root])
    expect(world.tree.git(['log', '--format=%H %T %P', id])).toBe(
      `${id} ${world.empty} ${root}\n${root} ${world.empty} `,
    )
    expect(world.tree.git(['fsck', '--strict', '--no-dangling'])).toMatch(/^(notice: .*)?$/)
  })
})

describe('synthetic commits', () => {
  it('have the same id for the same tree and parents, in whatever folder', async () => {
    await using one = await ready()
    await using other = await ready()
    const [parent] = ['1'.repeat(40)]
    expect(one.commits.keep(one.empty, [parent])).toBe(other.commits.keep(other.empty, [parent]))
    expect(one.commits.keep(one.empty, [parent])).not.toBe(one.commits.keep(one.empty, ['2'.repeat(40)]))
  })

  it('take no more files than are needed at a time, and the files no more than 16 folders', async () => {
    await using world = await ready()
    const parents = Array.from({ length: 100 }, (_, i) => String(i).padStart(40, '0'))
    for (const parent of parents) {
      await world.commits.during(async (make) => {
        const id = make(world.empty, [parent])
        expect(world.tree.git(['cat-file', '-p', id])).toContain(`parent ${parent}\n`)
      })
    }
    expect(loose(world.objects)).toHaveLength(1)
    expect(readdirSync(world.objects).filter((name) => /^[0-9a-f]{2}$/.test(name)).length).toBeLessThan(17)
  })

  it('stay while anybody needs them, also when others come and go', async () => {
    await using world = await ready()
    const [mine = '', theirs = ''] = ['1', '2'].map((digit) => digit.repeat(40))
    await world.commits.during(async (make) => {
      const id = make(world.empty, [mine])
      await world.commits.during(async (again) => expect(again(world.empty, [mine])).toBe(id))
      const other = world.commits.keep(world.empty, [theirs])
      for (const [asked, parent] of [
        [id, mine],
        [other, theirs],
      ] as const) {
        expect(world.tree.git(['cat-file', '-p', asked])).toContain(`parent ${parent}\n`)
      }
    })
    expect(loose(world.objects)).toHaveLength(2)
  })

  it('leave nothing in the git directory that the picks were made in', async () => {
    await using place = await folder()
    const tree = workTree(join(place.path, 'clone'))
    const [, line = '', fix = '', root = ''] = writeHistory(tree.gitDir, [
      { files: { a: text('a') }, parents: [] },
      { files: { a: text('a', { 1: 'line' }) }, parents: [0] },
      { files: { a: text('a', { 12: 'main' }) }, parents: [0] },
      { files: { b: text('b') }, parents: [] },
    ])
    const opened = await openEngine({ repository: tree.folder })
    const tip = tree.git(['rev-parse', `${line}^{tree}`])
    const picks = [fix, root, line].map((sha) => ({ sha, mainline: null }))
    const { steps } = await opened.engine.chain({ tip, picks, onConflict: 'skip' })
    await opened[Symbol.asyncDispose]()

    expect(steps.map(({ kind }) => kind)).toEqual(['clean', 'clean', 'empty'])
    const { gitDir } = opened.quarantine
    expect(readdirSync(gitDir).filter((name) => name.startsWith('merging-'))).toEqual([])
    const ids = loose(join(gitDir, 'objects')).map((name) => name.replace('/', ''))
    const types = ids.map((id) => tree.git([`--git-dir=${gitDir}`, 'cat-file', '-t', id]))
    expect(new Set(types)).toEqual(new Set(['tree', 'blob']))
  })
})
