import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeCommit } from '../../../src/git/objects/commit-objects.ts'
import { EMPTY_TREE } from '../../../src/git/objects/empty-tree.ts'
import { openObjects } from '../../../src/git/objects/object-store.ts'
import { createSyntheticCommit, SyntheticCommits } from '../../../src/git/objects/synthetic-commits.ts'
import { MergeTree } from '../../../src/git/picks/merge-tree.ts'
import { type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { canReadProcesses, children } from '../../worlds/cli/processes.ts'
import { type Files, type Snapshot, writeHistory } from '../../worlds/cli/snapshots.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

const COMMITS = 60

/** A history in which each commit changes two of many files. */
function history(count: number): Snapshot[] {
  const path = (i: number) => `dir${i % 7}/file${i % 50}`
  const first: Files = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [path(i), `file ${i}\n`]))
  const snapshots: Snapshot[] = [{ files: first, parents: [] }]
  let files = first
  for (let i = 0; i < count; i += 1) {
    files = { ...files, [path(i)]: `changed by ${i}\n`, [path(i + 9)]: `too by ${i}\n` }
    snapshots.push({ files, parents: [i] })
  }
  return snapshots
}

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree
let ids: readonly string[]
let tips: readonly string[]

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
  ids = writeHistory(tree.gitDir, history(COMMITS))
  tips = ids.map((id) => tree.git(['rev-parse', `${id}^{tree}`]))
})
afterAll(() => place[Symbol.asyncDispose]())

/** Every commit picked onto every tip, in an order that takes turns. */
function* questions(count: number) {
  for (let i = 0; i < count; i += 1) {
    const [tip = '', sha = ''] = [tips[i % tips.length], ids[1 + (Math.floor(i / tips.length) % COMMITS)]]
    yield { tip, pick: { sha, mainline: null } }
  }
}

async function ask({ engine }: Opened, count: number): Promise<string[]> {
  const answers: string[] = []
  for (const { tip, pick } of questions(count)) answers.push((await engine.pick(tip, pick)).kind)
  return answers
}

describe.skipIf(!canReadProcesses)('the process that merges', () => {
  it('takes hardly more memory after 3,000 merges than after 300', async () => {
    await using opened = await openEngine({ repository: tree.folder })
    await ask(opened, 300)
    const before = children('merge-tree')
    await ask(opened, 3_000)
    const after = children('merge-tree')
    expect(after.map(({ pid }) => pid)).toEqual(before.map(({ pid }) => pid))
    expect(after[0]?.memory).toBeLessThan((before[0]?.memory ?? 0) + 20_000)
  })

  it('is one for all merges under the same attributes, and goes when the engine is closed', async () => {
    const opened = await openEngine({ repository: tree.folder })
    await ask(opened, 20)
    expect(children('merge-tree')).toHaveLength(1)
    expect(children('cat-file')).toHaveLength(1)
    await opened[Symbol.asyncDispose]()
    expect([children('merge-tree'), children('cat-file')]).toEqual([[], []])
  })

  it('is started again when it was killed, and no one notices', async () => {
    await using opened = await openEngine({ repository: tree.folder })
    const expected = await ask(opened, 120)
    await using again = await openEngine({ repository: tree.folder })
    const asked = ask(again, 120)
    while (children('merge-tree').length < 2) await sleep(1)
    const [last] = children('merge-tree').slice(-1)
    process.kill(last?.pid ?? 0, 'SIGKILL')
    expect(await asked).toEqual(expected)
  })

  it('is not kept for every set of attributes that there ever was', async () => {
    await using opened = await openEngine({ repository: tree.folder })
    for (let i = 0; i < 12; i += 1) {
      const [base = '', changed = ''] = writeHistory(tree.gitDir, [
        { files: { '.gitattributes': `*.${i} -merge\n`, a: 'one\n' }, parents: [] },
        { files: { '.gitattributes': `*.${i} -merge\n`, a: 'two\n' }, parents: [0] },
      ])
      const tip = tree.git(['rev-parse', `${base}^{tree}`])
      expect(await opened.engine.pick(tip, { sha: changed, mainline: null })).toMatchObject({ kind: 'clean' })
    }
    await expect.poll(() => children('merge-tree').length).toBeLessThan(6)
  })
})

/** A merge process of its own, with two sides that conflict unless attributes say otherwise, and two that do not. */
async function alone(attributesFile: string, nudgeBy?: () => string) {
  const [, one = '', other = '', elsewhere = ''] = writeHistory(tree.gitDir, [
    { files: { a: 'a\n', b: 'b\n' }, parents: [] },
    { files: { a: 'one\n', b: 'b\n' }, parents: [0] },
    { files: { a: 'other\n', b: 'b\n' }, parents: [0] },
    { files: { a: 'a\n', b: 'elsewhere\n' }, parents: [0] },
  ])
  const store = openObjects(tree.gitDir, 'sha1')
  const nudge = nudgeBy ?? (() => writeCommit(store, createSyntheticCommit(EMPTY_TREE.sha1, [])))
  const borrowed = join(place.path, 'more: "objects"')
  mkdirSync(borrowed, { recursive: true })
  const merging = new MergeTree({ gitDir: tree.gitDir, attributesFile, borrowed, nudge, memory: 1024 })
  const close = async () => {
    await merging.close()
    await store.close()
  }
  return { merging, one, other, elsewhere, [Symbol.asyncDispose]: close }
}

describe('a merge process by itself', () => {
  it('answers each question without another behind it, and many at once in their order', async () => {
    await using world = await alone('/dev/null')
    const { merging, one, other, elsewhere } = world
    const clean = () => merging.merge(one, elsewhere)
    const conflict = () => merging.merge(one, other)
    for (const ask of [clean, conflict, clean, clean, conflict, conflict]) {
      expect((await ask()).kind).toBe(ask === clean ? 'clean' : 'conflict')
    }
    const answers = await Promise.all([clean(), conflict(), conflict(), clean(), conflict()])
    const kinds = answers.map(({ kind }) => kind)
    expect(kinds).toEqual(['clean', 'conflict', 'conflict', 'clean', 'conflict'])
    expect(merging.pending).toBe(0)
  })

  it('reads the attributes when it comes to the first merge, and not when it starts', async () => {
    const file = join(place.path, 'late')
    await using world = await alone(file)
    const { merging, one, other } = world
    // An answer shows that it has started, and two sides that are the same need no attributes.
    expect((await merging.merge(one, one)).kind).toBe('clean')
    writeFileSync(file, '* merge=union\n')
    const answer = await merging.merge(one, other)
    expect(answer.kind).toBe('clean')
    expect(tree.git(['show', `${answer.tree}:a`])).toBe('one\nother')
  })

  it('tells who asks when the disk is full as the end of an answer is asked for', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    await using world = await alone('/dev/null', () => {
      throw full
    })
    const { merging, one, other, elsewhere } = world
    await expect(merging.merge(one, other)).rejects.toBe(full)
    await expect(merging.merge(one, elsewhere)).rejects.toThrow('ended')
  })

  it('finds objects in a folder that it borrows, whatever the folder is called', async () => {
    await using world = await alone('/dev/null')
    const borrowed = join(place.path, 'more: "objects"')
    const commits = new SyntheticCommits(borrowed, 'sha1')
    const base = tree.git(['rev-parse', `${world.one}^`])
    const ours = commits.keep(tree.git(['rev-parse', `${world.one}^{tree}`]), [base])
    expect(await world.merging.merge(ours, world.elsewhere)).toEqual(
      await world.merging.merge(world.one, world.elsewhere),
    )
  })
})
