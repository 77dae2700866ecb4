import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  asGitsOutcome,
  type Comparable,
  comparable,
  type Opened,
  openEngine,
} from '../../worlds/cli/engine.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { type History, history, told } from '../../worlds/git/histories.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

// One seed for everybody, so that a red build is about the change at hand; other seeds are for whoever looks for more.
const seed = Number(process.env['SEED'] ?? 20)
const numRuns = Number(process.env['RUNS'] ?? 100)

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree
let opened: Opened
/** Each history takes git some ten processes, so that a busy machine needs its time. */
const timeout = 300_000
const seen = new Map<string, number>()

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
  opened = await openEngine({ repository: tree.folder })
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

/** A history in the clone, and what git itself makes of its picks. Where git dies of one, nothing can be compared. */
function written(made: History) {
  const { snapshots, tip, picks: picked } = told(made)
  const ids = writeHistory(tree.gitDir, snapshots)
  const picks = picked.map(({ place, mainline }) => ({ sha: ids[place] ?? '', mainline }))
  const commit = ids[tip] ?? ''
  const ask = (some: typeof picks) => {
    const outcomes = tree.pick(commit, some)
    fc.pre(outcomes.every(({ kind }) => kind !== 'refused'))
    for (const { kind } of outcomes) seen.set(kind, (seen.get(kind) ?? 0) + 1)
    return outcomes.map(comparable)
  }
  return { tip: tree.git(['rev-parse', `${commit}^{tree}`]), picks, ask }
}

/** What a chain that ends at the first conflict has of one that passes over it. */
function upToConflict(steps: readonly Comparable[]): readonly Comparable[] {
  const end = steps.findIndex(({ kind }) => kind === 'conflict')
  return end < 0 ? steps : steps.slice(0, end + 1)
}

describe('on any history', () => {
  it(
    'property: a chain of picks comes out as with git’s own cherry-pick, step by step',
    async () => {
      const holds = async (made: History) => {
        const { tip, picks, ask } = written(made)
        const git = ask(picks)
        const skipping = await opened.engine.chain({ tip, picks, onConflict: 'skip' })
        const stopping = await opened.engine.chain({ tip, picks, onConflict: 'stop' })
        expect(skipping.steps.map(asGitsOutcome)).toEqual(git)
        expect(stopping.steps.map(asGitsOutcome)).toEqual(upToConflict(git))
      }
      await fc.assert(fc.asyncProperty(history, holds), { numRuns, seed })
    },
    timeout,
  )

  it(
    'property: so does each pick alone',
    async () => {
      const holds = async (made: History) => {
        const { tip, picks, ask } = written(made)
        for (const pick of picks) {
          expect(asGitsOutcome(await opened.engine.pick(tip, pick))).toEqual(ask([pick])[0])
        }
      }
      await fc.assert(fc.asyncProperty(history, holds), { numRuns: Math.ceil(numRuns / 2), seed: seed + 1 })
    },
    timeout,
  )

  it('the histories above have enough of every outcome to mean something', () => {
    for (const kind of ['clean', 'conflict', 'empty']) expect(seen.get(kind)).toBeGreaterThan(numRuns / 4)
  })
})
