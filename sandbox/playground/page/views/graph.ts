import type { GitCommit } from '../../../github/git/commits.ts'
import type { GraphRow } from '../../wire/wire.ts'
import { createCommitLine } from './lines.ts'

/** The place of a commit in the picture of a history. */
type Laid = Pick<GraphRow, 'lane' | 'edges'>

/**
 * Lays commits out in lanes, newest first. The chain of `main` stays on lane 0; every other branch takes the first
 * lane that is free, until it meets what it came from.
 */
function layOut(commits: readonly GitCommit[], main: string | null): Laid[] {
  /** What each lane waits for; lane 0 waits for main before it has begun. */
  const lanes: (string | null)[] = [main]
  let mainBegan = false
  return commits.map(({ sha, parents }) => {
    const lane = findLane(lanes, sha)
    if (lane === 0) mainBegan = true
    const passing = lanes.flatMap((waited, at) =>
      waited === null || at === lane || (at === 0 && !mainBegan) ? [] : [at],
    )
    lanes[lane] = null
    const moved = new Map<number, number>()
    const toParents = parents.map((parent, index) => {
      const to = findParentLane(lanes, { parent, lane, isFirst: index === 0, moved })
      return [lane, to] as const
    })
    // From where something comes to it, its line is seen.
    mainBegan ||= toParents.some(([, to]) => to === 0)
    const through = passing.map((at) => [at, moved.get(at) ?? at] as const)
    return { lane, edges: [...through, ...toParents] }
  })
}

function findLane(lanes: (string | null)[], sha: string): number {
  const waiting = lanes.indexOf(sha)
  return waiting >= 0 ? waiting : findFreeLane(lanes)
}

function findParentLane(
  lanes: (string | null)[],
  at: {
    readonly parent: string
    readonly lane: number
    readonly isFirst: boolean
    readonly moved: Map<number, number>
  },
): number {
  const { parent, lane, isFirst, moved } = at
  const waiting = lanes.indexOf(parent)
  // A branch that came from here ends in this lane, when this one is further left.
  if (waiting > lane && isFirst) {
    lanes[waiting] = null
    moved.set(waiting, lane)
  } else if (waiting >= 0) return waiting
  const to = isFirst ? lane : findFreeLane(lanes)
  lanes[to] = parent
  return to
}

/** Never lane 0, which is main's. */
function findFreeLane(lanes: readonly (string | null)[]): number {
  const free = lanes.findIndex((waited, at) => at > 0 && waited === null)
  return free > 0 ? free : Math.max(1, lanes.length)
}

/** The rows of the picture, with the branches and tags that stand at each. */
export function createGraph(
  commits: readonly GitCommit[],
  { main, refs }: { readonly main: string | null; readonly refs: ReadonlyMap<string, GraphRow['refs']> },
): { readonly lanes: number; readonly rows: GraphRow[] } {
  const laid = layOut(commits, main)
  const rows = commits.flatMap((commit, at) => {
    const place = laid[at]
    return place ? [{ ...createCommitLine(commit), ...place, refs: refs.get(commit.sha) ?? [] }] : []
  })
  const lanes = Math.max(
    1,
    ...laid.flatMap(({ lane, edges }) => [lane + 1, ...edges.map(([, to]) => to + 1)]),
  )
  return { lanes, rows }
}
