import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findDependencies } from '../../../src/git/picks/dependencies.ts'
import { takePicks } from '../../../src/git/picks/take-picks.ts'
import type { Candidate } from '../../../src/release/changes/candidate.ts'
import { candidateOf, commitOf } from '../../release/candidates.ts'
import { type Opened, openEngine } from '../../worlds/cli/engine.ts'
import { type Files, writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree
let opened: Opened

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
  opened = await openEngine({ repository: tree.folder })
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

interface Main {
  readonly tip: string
  /** Main's changes, oldest first, named `c1`, `c2`, … */
  readonly changes: readonly Candidate[]
}

/** A main of which each snapshot is one change; the tip is the first. */
function main(snapshots: readonly Files[]): Main {
  const ids = writeHistory(
    tree.gitDir,
    snapshots.map((files, i) => ({ files, parents: i === 0 ? [] : [i - 1] })),
  )
  const changes = ids.slice(1).map((sha, i) => {
    const paths = changedPaths(snapshots[i] ?? {}, snapshots[i + 1] ?? {})
    return candidateOf({ id: `c${i + 1}`, commits: [commitOf({ sha, paths })] })
  })
  return { tip: tree.git(['rev-parse', `${ids[0]}^{tree}`]), changes }
}

function changedPaths(before: Files, after: Files): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...paths].filter((path) => before[path] !== after[path])
}

/** What the last change depends on; null where it has no conflict. */
async function search({ tip, changes }: Main, picks = 3000) {
  const candidate = changes.at(-1)
  if (!candidate) return null
  const taken = await takePicks(opened.engine, tip, candidate.picks)
  if (taken.kind !== 'conflict') return null
  const paths = taken.paths.map(({ path }) => path)
  return findDependencies({
    engine: opened.engine,
    tip,
    candidate,
    paths,
    earlier: changes.slice(0, -1),
    picks,
  })
}

const a = text('a')
const line = (replaced: Record<number, string>): Files => ({ a: text('a', replaced) })

describe('the smallest set of earlier changes that makes a pick clean', () => {
  it('is the one change that it builds on, and not those between', async () => {
    const found = await search(
      main([line({}), line({ 5: 'x' }), line({ 5: 'x', 11: 'far' }), line({ 5: 'y', 11: 'far' })]),
    )
    expect(found).toEqual({ kind: 'found', on: ['c1'], proof: 'smallest' })
  })

  it('is a chain where each builds on the one before', async () => {
    const found = await search(
      main([line({}), line({ 5: '1' }), line({ 5: '2' }), line({ 5: '3' }), line({ 5: '4' })]),
    )
    expect(found).toEqual({ kind: 'found', on: ['c1', 'c2', 'c3'], proof: 'smallest' })
  })

  it('reaches into other files by what a helper itself waits for', async () => {
    const found = await search(
      main([
        { a, b: 'b\n' },
        { a, b: 'b2\n' },
        { a: text('a', { 5: 'x' }), b: 'b3\n' },
        { a: text('a', { 5: 'y' }), b: 'b3\n' },
      ]),
    )
    expect(found).toEqual({ kind: 'found', on: ['c1', 'c2'], proof: 'smallest' })
  })

  it('is the change that brought a file, for a change of that file', async () => {
    const found = await search(main([{ a }, { a, b: text('b') }, { a, b: text('b', { 3: 'x' }) }]))
    expect(found).toEqual({ kind: 'found', on: ['c1'], proof: 'smallest' })
  })

  it('is the change that made a file of a folder, for a conflict that git put aside', async () => {
    const found = await search(
      main([
        { 'x/in': 'in\n', a },
        { x: text('x'), a },
        { x: text('x', { 2: 'y' }), a },
      ]),
    )
    expect(found).toEqual({ kind: 'found', on: ['c1'], proof: 'smallest' })
  })

  it('is none where no earlier change touches these files', async () => {
    const { changes } = main([line({}), { ...line({}), b: 'b\n' }, { ...line({ 5: 'x' }), b: 'b\n' }])
    const other = main([line({ 5: 'of the line' })])
    expect(await search({ tip: other.tip, changes })).toEqual({
      kind: 'none',
      why: 'no earlier change on main that the line lacks touches these files',
    })
  })

  it('is none where those that do don’t help, taken together', async () => {
    const { changes } = main([line({}), line({ 11: 'far' }), line({ 5: 'x', 11: 'far' })])
    const other = main([line({ 5: 'of the line' })])
    expect(await search({ tip: other.tip, changes })).toEqual({
      kind: 'none',
      why: 'the one earlier change to these files does not make it clean',
    })
  })

  it('is minimal at least, and says so, when the picks run out before it is proved the smallest', async () => {
    const chain = Array.from({ length: 8 }, (_, i) => line({ 5: `${i}` }))
    const made = main([line({}), ...chain])
    const on = made.changes.slice(0, -1).map(({ id }) => id)
    expect(await search(made, 100)).toEqual({ kind: 'found', on, proof: 'minimal' })
    expect(await search(made, 3000)).toEqual({ kind: 'found', on, proof: 'smallest' })
  })

  it('is not known, and says what would find it, when the picks run out before that', async () => {
    const chain = Array.from({ length: 8 }, (_, i) => line({ 5: `${i}` }))
    expect(await search(main([line({}), ...chain]), 5)).toEqual({
      kind: 'not-searched',
      why: 'the 7 earlier changes to these files are too many to try all; `release-captain explain` tries more than a plan does',
    })
  })

  it('is looked for among the sixty latest changes to these files', async () => {
    const chain = (length: number) =>
      main([line({}), ...Array.from({ length }, (_, i) => line({ 5: `${i}` }))])
    expect((await search(chain(61), 4500))?.kind).toBe('found')
    expect((await search(chain(62), 4500))?.kind).toBe('none')
  })
})

/** All sets of changes, the smallest first. */
function setsOf(changes: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const all = Array.from({ length: 2 ** changes.length }, (_, bits) =>
    changes.filter((_change, i) => (bits >> i) & 1),
  )
  return all.sort((x, y) => x.length - y.length)
}

/** Whether a set, and then the last change, picks cleanly. */
async function helps({ tip, changes }: Main, set: readonly Candidate[]): Promise<boolean> {
  const { steps } = await opened.engine.chain({
    tip,
    picks: [...set, ...changes.slice(-1)].flatMap(({ picks }) => picks),
    onConflict: 'stop',
  })
  return steps.every(({ kind }) => kind !== 'conflict') && steps.at(-1)?.kind === 'clean'
}

/** A change writes lines into one or two files of twelve lines; most of them meet. */
const writes = fc.array(
  fc.record({
    file: fc.constantFrom('a', 'b'),
    line: fc.integer({ min: 4, max: 9 }),
    text: fc.nat({ max: 99 }),
  }),
  { minLength: 1, maxLength: 3 },
)

function grown(changes: readonly (readonly { file: string; line: number; text: number }[])[]): Files[] {
  const state: Record<string, Record<number, string>> = { a: {}, b: {} }
  const snapshot = () => ({ a: text('a', state['a']), b: text('b', state['b']) })
  const first = snapshot()
  const later = changes.map((each, i) => {
    for (const { file, line: at, text: what } of each)
      state[file] = { ...state[file], [at]: `${what} of ${i}` }
    return snapshot()
  })
  return [first, ...later]
}

it('property: no set that is smaller makes it clean, and the one found does', async () => {
  const kinds = new Map<string, number>()
  const holds = async (changes: Parameters<typeof grown>[0]) => {
    const made = main(grown(changes))
    const found = await search(made)
    if (!found || found.kind === 'not-searched') return
    kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1)
    let smallest: readonly Candidate[] | null = null
    for (const set of setsOf(made.changes.slice(0, -1))) {
      if (!smallest && (await helps(made, set))) smallest = set
    }
    // Where neither two nor all of them help, the search gives up, and says so.
    if (found.kind === 'none') return expect(smallest?.length ?? 3).toBeGreaterThan(2)
    expect(found.proof).toBe('smallest')
    expect(found.on).toHaveLength(smallest?.length ?? Number.NaN)
    expect(
      await helps(
        made,
        made.changes.filter(({ id }) => found.on.includes(id)),
      ),
    ).toBe(true)
  }
  const histories = fc.array(writes, { minLength: 2, maxLength: 6, size: 'max' })
  await fc.assert(fc.asyncProperty(histories, holds), { numRuns: 60, seed: 20 })
  expect(kinds.get('found')).toBeGreaterThan(15)
}, 180_000)
