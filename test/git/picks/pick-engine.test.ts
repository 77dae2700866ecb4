import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takePicks } from '../../../src/git/picks/take-picks.ts'
import { asGitsOutcome, comparable, type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree
let opened: Opened
let tip = ''
const main: Record<string, string> = {}

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
  const a = (replaced: Record<number, string>) => ({ a: text('a', replaced) })
  const ids = writeHistory(tree.gitDir, [
    { files: a({}), parents: [] },
    { files: a({ 12: 'line' }), parents: [0] },
    { files: a({ 1: 'main' }), parents: [0] },
    { files: a({ 4: 'side' }), parents: [0] },
    { files: a({ 1: 'main', 4: 'side' }), parents: [2, 3] },
    { files: a({ 7: 'other side' }), parents: [0] },
    { files: a({ 1: 'main', 4: 'side', 7: 'other side' }), parents: [2, 3, 5] },
    { files: { b: 'of a history of its own\n' }, parents: [] },
  ])
  for (const [i, name] of ['base', 'line', 'commit', 'side', 'merge', 'other', 'octopus', 'root'].entries()) {
    main[name] = ids[i] ?? ''
  }
  tip = tree.git(['rev-parse', `${main['line']}^{tree}`])
  opened = await openEngine({ repository: tree.folder })
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

const pick = (name: string, mainline: 1 | null) => ({ sha: main[name] ?? '', mainline })

describe('a pick is git’s own, of', () => {
  it.each([
    ['a merge commit, by its mainline', 'merge', 1],
    ['a merge of three, by its mainline', 'octopus', 1],
    ['an ordinary commit, by the only parent that it has', 'commit', 1],
    ['a commit without a parent', 'root', null],
    ['a commit without a parent, by a mainline that means nothing', 'root', 1],
  ] as const)('%s', async (_, name, mainline) => {
    const asked = pick(name, mainline)
    const step = asGitsOutcome(await opened.engine.pick(tip, asked))
    expect(step.kind).toBe('clean')
    expect(step).toEqual(tree.pick(main['line'] ?? '', [asked]).map(comparable)[0])
  })
})

describe('a merge commit without a mainline', () => {
  it('is refused, as by git', async () => {
    const asked = pick('merge', null)
    const why = `${asked.sha} is a merge commit, and no mainline was given`
    expect(tree.pick(main['line'] ?? '', [asked])).toMatchObject([{ kind: 'refused' }])
    expect(await opened.engine.pick(tip, asked)).toEqual({ kind: 'refused', path: null, why })
    await expect(takePicks(opened.engine, tip, [asked])).rejects.toThrow(why)
  })

  it('is refused in the middle of a chain, which goes on after it', async () => {
    const picks = [pick('commit', null), pick('merge', null), pick('side', null)]
    const { steps } = await opened.engine.chain({ tip, picks, onConflict: 'stop' })
    expect(steps.map(({ kind }) => kind)).toEqual(['clean', 'refused', 'clean'])
  })
})

it('a chain of nothing is the tree that it began with', async () => {
  expect(await opened.engine.chain({ tip, picks: [], onConflict: 'stop' })).toEqual({ steps: [], tree: tip })
})
