import type { LeftOutReason, LineEvidence } from '../../release/changes/candidate.ts'
import type { TakeResult } from '../picks/take-picks.ts'
import { findTakenBackBy } from './flags.ts'
import type { MainChange } from './group-commits.ts'
import type { Evidence, Recognition } from './recognize-changes.ts'
import { listReverts, type MainReferences, pairReverts } from './reverts.ts'

/** Everything that was found out of the changes of a range. */
export interface Seen {
  readonly changes: readonly MainChange[]
  readonly known: ReadonlyMap<MainChange, Recognition>
  readonly references: MainReferences
  /** What became of each that is not settled without it, picked alone on the line's tip, by id. */
  readonly alone: ReadonlyMap<string, TakeResult>
}

/** What becomes of a change of the range. */
export type Settled =
  | { readonly kind: 'left-out'; readonly reason: LeftOutReason }
  | { readonly kind: 'candidate'; readonly evidence: readonly LineEvidence[] }

/**
 * Settles what the line has of each change, and what cancels out on main. Only content settles anything by itself: a pick
 * that changes nothing, or the same patch on the line, unless its pick would still change something there, in which
 * case the line has lost it. All that is only said makes it probable.
 */
export function settleChanges(seen: Seen): ReadonlyMap<MainChange, Settled> {
  const own = new Map(seen.changes.map((change) => [change, settleOne(change, seen)]))
  const isOut = (change: MainChange) => own.get(change)?.kind === 'left-out'
  const isOnLine = (change: MainChange) => {
    const by = listReverts(change, seen.references)
    // Where its reverts have nothing to take back on the line, it is not there, whatever speaks for it.
    return isThere(own.get(change)) && !(by && [...by].every(isOut) && !isOut(change))
  }
  const pairs = pairReverts(seen.references, isOnLine)
  const settled = new Map<MainChange, Settled>()
  for (const change of seen.changes) {
    const alone = own.get(change) ?? CANDIDATE
    const pair = pairs.get(change.id)
    const isProven = alone.kind === 'left-out' && alone.reason.kind === 'already-on-line'
    if (pair && !isProven) settled.set(change, leftOut(pair))
    else settled.set(change, hasToFollow(change, alone, { seen, settled }) ? CANDIDATE : alone)
  }
  return settled
}

const CANDIDATE: Settled = { kind: 'candidate', evidence: [] }

/**
 * What takes back a part of a candidate changes nothing on a line that has none of it, and is needed as soon as the
 * candidate is taken. In main's order, so that what a change takes back is settled before it.
 */
function hasToFollow(
  change: MainChange,
  alone: Settled,
  { seen, settled }: { readonly seen: Seen; readonly settled: ReadonlyMap<MainChange, Settled> },
): boolean {
  if (alone.kind !== 'left-out' || alone.reason.kind !== 'empty') return false
  return findTakenBackBy(change, seen.references).some((other) => settled.get(other)?.kind === 'candidate')
}

/** The line has it, or probably has it: then what takes it back on main matters to the line. */
function isThere(settled: Settled | undefined): boolean {
  if (settled?.kind === 'left-out') return settled.reason.kind === 'already-on-line'
  return settled !== undefined && settled.evidence.length > 0
}

function settleOne(change: MainChange, { known, alone }: Seen): Settled {
  if (change.commits.every(({ paths }) => paths.length === 0)) return leftOut({ kind: 'empty' })
  const whole = known.get(change)?.whole ?? []
  const [surest] = whole
  const outcome = alone.get(change.id)?.kind
  if (outcome === 'empty') return leftOut(surest ? proven(surest) : { kind: 'empty' })
  // What was not picked needed no pick.
  if (surest?.isSame && outcome !== 'clean') return leftOut(proven(surest))
  return { kind: 'candidate', evidence: whole.map(({ key, lineCommit }) => ({ key, lineCommit })) }
}

function proven({ key, lineCommit, isSame }: Evidence): LeftOutReason {
  return { kind: 'already-on-line', key: isSame ? key : 'content', lineCommit }
}

function leftOut(reason: LeftOutReason): Settled {
  return { kind: 'left-out', reason }
}
