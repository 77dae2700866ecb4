import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openAttributeDiffs, openPathDiffs } from '../../../src/git/objects/attribute-diffs.ts'
import { readAttributes } from '../../../src/git/objects/attributes.ts'
import { MissingObject, openObjects } from '../../../src/git/objects/object-store.ts'
import { compareTrees } from '../../../src/git/objects/trees/tree-changes.ts'
import { canReadProcesses, children } from '../../worlds/cli/processes.ts'
import { type Files, writeHistory } from '../../worlds/cli/snapshots.ts'
import { workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

/** A repository with a root commit and one after it, and what can be asked of their attributes. */
async function ready(...files: readonly Files[]) {
  const place = await folder()
  const tree = workTree(join(place.path, 'clone'))
  const commits = writeHistory(
    tree.gitDir,
    files.map((all, i) => ({ files: all, parents: i === 0 ? [] : [0] })),
  )
  const store = openObjects(tree.gitDir, 'sha1')
  const diffs = openAttributeDiffs(tree.gitDir)
  const close = async () => {
    await Promise.all([store.close(), diffs.close()])
    await place[Symbol.asyncDispose]()
  }
  const trees = commits.map((commit) => tree.git(['rev-parse', `${commit}^{tree}`]))
  return { tree, commits, trees, store, diffs, [Symbol.asyncDispose]: close }
}

function openTestDiffs(gitDir: string) {
  const diffs = openPathDiffs(gitDir)
  return { ...diffs, [Symbol.asyncDispose]: () => diffs.close() }
}

const PLAIN = { a: 'a\n' }
const MANY = { '.gitattributes': '* x\n', 'd/e/.gitattributes': 'f y\n', 'd/gitattributes': 'no\n' }
/** Paths that look like the end of an answer, or a question. */
const ODD = { 'end\n/.gitattributes': '* a\n', [`${'1'.repeat(40)}/.gitattributes`]: '* b\n' }

describe('the attributes of trees', () => {
  it('come in one process for all questions, each with its own answer', async () => {
    await using world = await ready(PLAIN, MANY, ODD)
    const asked = [...world.trees, ...world.trees]
    const texts = await Promise.all(asked.map((tree) => readAttributes(world.store, world.diffs, tree)))
    const expected = ['', '* x\nd/e/**/f y\n', `${'1'.repeat(40)}/**/* b\n"end\\n/**/*" a\n`]
    expect(texts).toEqual([...expected, ...expected])
    if (canReadProcesses) expect(children('diff-tree')).toHaveLength(1)
  })

  it('are compared from tree to tree', async () => {
    await using world = await ready(MANY, PLAIN, { ...MANY, a: 'a\n' }, { ...MANY, ...ODD })
    const [many = '', plain = '', same = '', odd = ''] = world.trees
    const pairs = [[many, plain] as const, [many, same] as const, [same, odd] as const, [odd, odd] as const]
    await using paths = openTestDiffs(world.tree.gitDir)
    const changes = await compareTrees(paths, pairs)
    expect(changes.map(({ attributes }) => attributes)).toEqual([true, false, true, false])
    expect(await compareTrees(paths, [])).toEqual([])
    await expect(compareTrees(paths, [[many, '1'.repeat(40)]])).rejects.toThrow(MissingObject)
  })

  it('are not none because a tree is missing', async () => {
    await using world = await ready(PLAIN, MANY)
    const missing = readAttributes(world.store, world.diffs, '1'.repeat(40))
    await expect(missing).rejects.toThrow(MissingObject)
    const inner = world.tree.git(['rev-parse', `${world.trees[1]}:d/e`])
    const file = join(world.tree.gitDir, 'objects', inner.slice(0, 2), inner.slice(2))
    expect(existsSync(file)).toBe(true)
    rmSync(file)
    const [, broken = ''] = world.trees
    await expect(readAttributes(world.store, world.diffs, broken)).rejects.toThrow(inner)
    expect(await readAttributes(world.store, world.diffs, world.trees[0] ?? '')).toBe('')
  })

  it.skipIf(!canReadProcesses)('are asked of a new process when the last one was killed', async () => {
    await using world = await ready(MANY)
    const [tree = ''] = world.trees
    const expected = await readAttributes(world.store, world.diffs, tree)
    const asked = readAttributes(world.store, world.diffs, tree)
    const [killed] = children('diff-tree')
    process.kill(killed?.pid ?? 0, 'SIGKILL')
    expect(await asked).toBe(expected)
    expect(await readAttributes(world.store, world.diffs, tree)).toBe(expected)
  })
})
