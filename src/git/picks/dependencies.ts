import type { Candidate } from '../../release/changes/candidate.ts'
import type { Dependencies } from '../../release/planning/plan.ts'
import { quotePath } from '../objects/trees/path-bytes.ts'
import { getPathBeforeAside } from './moved-aside-paths.ts'
import type { PickEngine } from './pick-engine.ts'
import { takeInOrder, takePicks } from './take-picks.ts'

/** How many earlier changes to the same files are looked at, the latest first. */
const CHANGES_LOOKED_AT = 60

interface DependencySearch {
  readonly engine: PickEngine
  /** The tree that the pick conflicts on. */
  readonly tip: string
  readonly candidate: Candidate
  /** The paths in conflict. */
  readonly paths: readonly string[]
  /** Changes of main before the candidate that the tip does not have, oldest first. */
  readonly earlier: readonly Candidate[]
  /** How many picks may be tried before the search ends with what it has. A pick takes some 5 to 50 ms. */
  readonly picks: number
}

/**
 * The smallest set of earlier changes that makes a conflicting pick clean, proved by picking them.
 *
 * Whatever can help touches a file in conflict, or a file that the helper itself conflicts in. Each is tried alone,
 * then all together; when those help, changes are taken out until none can be spared, and all sets smaller than that
 * are tried, so that the answer is the smallest there is. `proof` says if the tries ran out before.
 */
export async function findDependencies(search: DependencySearch): Promise<Dependencies> {
  const helpers = await findHelpers(search)
  if (helpers.length === 0) {
    return { kind: 'none', why: 'no earlier change on main that the line lacks touches these files' }
  }
  const trial = new Trial(search)
  const single = await findFirstThatHelps(trial, helpers, 1)
  if (single.set) return createFound(single.set, 'smallest')
  if (!single.complete) return createGivenUp(helpers.length)

  const together = await filterApplicable(search, helpers)
  if (!(await trial.helps(together))) return tryWithoutAll(trial, helpers)
  const minimal = await dropSpare(trial, together)
  if (minimal === null) return createGivenUp(helpers.length)
  for (let size = 2; size < minimal.length; size++) {
    const smaller = await findFirstThatHelps(trial, helpers, size)
    if (smaller.set) return createFound(smaller.set, 'smallest')
    if (!smaller.complete) return createFound(minimal, 'minimal')
  }
  return createFound(minimal, 'smallest')
}

/** Where all together do not help, one of them may spoil what two others would do. */
async function tryWithoutAll(trial: Trial, helpers: readonly Candidate[]): Promise<Dependencies> {
  const pair = await findFirstThatHelps(trial, helpers, 2)
  if (!pair.set && !pair.complete) return createGivenUp(helpers.length)
  return pair.set ? createFound(pair.set, 'smallest') : { kind: 'none', why: describeNoHelp(helpers.length) }
}

function createFound(set: readonly Candidate[], proof: 'smallest' | 'minimal'): Dependencies {
  return { kind: 'found', on: set.map(({ id }) => id), proof }
}

function createGivenUp(count: number): Dependencies {
  return {
    kind: 'not-searched',
    why: `the ${count} earlier changes to these files are too many to try all; \`release-captain explain\` tries more than a plan does`,
  }
}

function describeNoHelp(count: number): string {
  return count === 1
    ? 'the one earlier change to these files does not make it clean'
    : `none of the ${count} earlier changes to these files makes it clean, nor do all of them together`
}

/** Tries sets of changes, each set once. */
class Trial {
  readonly #search: DependencySearch
  readonly #tried = new Map<string, Promise<boolean>>()
  #picks = 0

  constructor(search: DependencySearch) {
    this.#search = search
  }

  get exhausted(): boolean {
    return this.#picks >= this.#search.picks
  }

  /** Whether every change of the set, and then the candidate, picks cleanly. */
  helps(set: readonly Candidate[]): Promise<boolean> {
    const key = set.map(({ id }) => id).join(' ')
    const answer = this.#tried.get(key) ?? this.#try(set)
    this.#tried.set(key, answer)
    return answer
  }

  async #try(set: readonly Candidate[]): Promise<boolean> {
    const { engine, tip, candidate } = this.#search
    let tree = tip
    for (const { picks } of set) {
      this.#picks += 1
      const taken = await takePicks(engine, tree, picks)
      if (taken.kind === 'conflict') return false
      if (taken.kind === 'clean') tree = taken.tree
    }
    this.#picks += 1
    return (await takePicks(engine, tree, candidate.picks)).kind === 'clean'
  }
}

/** The earlier changes that touch a path in conflict, and those that such a change itself waits for. */
async function findHelpers({ engine, tip, paths, earlier }: DependencySearch): Promise<Candidate[]> {
  const wanted = new Set(paths.map(toHistoryPath))
  const found = new Set<Candidate>()
  for (;;) {
    const fresh = keepLatest(earlier.filter((change) => !found.has(change) && touches(change, wanted)))
    if (fresh.length === 0 || found.size >= CHANGES_LOOKED_AT) break
    for (const change of fresh) found.add(change)
    for (const change of fresh) {
      const taken = await takePicks(engine, tip, change.picks)
      if (taken.kind === 'conflict') for (const { path } of taken.paths) wanted.add(toHistoryPath(path))
    }
  }
  return earlier.filter((change) => found.has(change))
}

function keepLatest(changes: readonly Candidate[]): readonly Candidate[] {
  return changes.slice(-CHANGES_LOOKED_AT)
}

function touches({ commits, merged }: Candidate, paths: ReadonlySet<string>): boolean {
  return [...commits, ...merged].some((commit) => commit.paths.some((path) => paths.has(path)))
}

/** The changes that apply one after another; the others cannot help. */
async function filterApplicable(
  { engine, tip }: DependencySearch,
  changes: readonly Candidate[],
): Promise<Candidate[]> {
  const { taken } = await takeInOrder(engine, tip, changes)
  return changes.filter((_, i) => taken[i]?.kind === 'clean')
}

/**
 * Takes changes out, in halves, then quarters, then one by one, as long as the rest still helps; null where the tries
 * ran out before it was known that none can be spared.
 */
async function dropSpare(trial: Trial, set: readonly Candidate[]): Promise<readonly Candidate[] | null> {
  let needed = set
  for (let size = Math.ceil(set.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = needed.length; end > 0; end -= size) {
      if (trial.exhausted) return null
      const rest = needed.filter((_, i) => i < end - size || i >= end)
      if (rest.length > 0 && (await trial.helps(rest))) needed = rest
    }
  }
  return needed
}

/** Tries all sets of `size` changes; those with the latest changes come first. */
async function findFirstThatHelps(
  trial: Trial,
  changes: readonly Candidate[],
  size: number,
): Promise<{ set: readonly Candidate[] | null; complete: boolean }> {
  for (const set of generateSubsets(changes, size)) {
    if (trial.exhausted) return { set: null, complete: false }
    if (await trial.helps(set)) return { set, complete: true }
  }
  return { set: null, complete: true }
}

/** All sets of `count` changes, in main's order within a set; those with the latest changes come first. */
function* generateSubsets<T>(items: readonly T[], count: number): Generator<readonly T[]> {
  if (count === 0) {
    yield []
    return
  }
  for (let last = items.length - 1; last >= count - 1; last--) {
    const item = items[last]
    if (item === undefined) continue
    for (const before of generateSubsets(items.slice(0, last), count - 1)) yield [...before, item]
  }
}

/** A path in conflict as the history names it. */
function toHistoryPath(path: string): string {
  return quotePath(getPathBeforeAside(path))
}
