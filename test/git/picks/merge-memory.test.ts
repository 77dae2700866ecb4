import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeInOrder } from '../../../src/git/picks/take-picks.ts'
import { type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

/** 16 MiB of short lines: a conflict in it takes git some hundred MiB. */
const large = (first: string) => `${first}\n${'x = 1\n'.repeat((16 * 1024 * 1024) / 6)}`

let place: Awaited<ReturnType<typeof folder>>
let opened: Opened
let ids: readonly string[]
let tip = ''

beforeAll(async () => {
  place = await folder()
  const tree = workTree(join(place.path, 'clone'))
  ids = writeHistory(tree.gitDir, [
    { files: { data: large('old'), a: 'one\n' }, parents: [] },
    { files: { data: large('line'), a: 'one\n' }, parents: [0] },
    { files: { data: large('main'), a: 'one\n' }, parents: [0] },
    { files: { data: large('main'), a: 'two\n' }, parents: [2] },
  ])
  tip = tree.git(['rev-parse', `${ids[1]}^{tree}`])
  opened = await openEngine({ repository: tree.folder, memory: 48 })
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

const pick = (i: number) => ({ sha: ids[i] ?? '', mainline: null })

describe.runIf(process.platform === 'linux')('a file that git has no memory to merge', () => {
  it('is a conflict that names the file, and takes nothing of the picks after it', async () => {
    const { taken } = await takeInOrder(opened.engine, tip, [{ picks: [pick(2)] }, { picks: [pick(3)] }])
    expect(taken.map(({ kind }) => kind)).toEqual(['conflict', 'clean'])
    expect(taken[0]).toMatchObject({ paths: [{ path: 'data', kind: 'too large' }] })
  })

  it('says how large the file is', async () => {
    const step = await opened.engine.pick(tip, pick(2))
    expect(step).toMatchObject({ kind: 'refused', why: 'git has not enough memory to merge data (17 MiB)' })
  })

  it('is refused when it is to be taken back, too', async () => {
    const step = await opened.engine.revert(tip, pick(2))
    expect(step).toMatchObject({ kind: 'refused', problem: 'too large' })
  })
})
