import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Opened, openEngine } from '../world/engine.ts'
import { canReadProcesses, children } from '../world/processes.ts'
import { type Files, type Snapshot, writeHistory } from '../world/snapshots.ts'
import { type WorkTree, workTree } from '../world/work-tree.ts'
import { folder } from './repositories.ts'

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

  it('is started anew when it was killed, and nobody notices', async () => {
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
