import type { PickChoice } from '../../../planner/plan/make-plan.ts'
import {
  type Candidate,
  type Candidates,
  formatCandidateName,
  type LeftOut,
} from '../../../release/changes/candidate.ts'
import type { Selection } from '../../../release/lifecycle/words.ts'
import { type Refusal, Refused } from '../../../release/refusal.ts'

/**
 * What a selection takes of the changes of a range. What the line has by now is passed over, and nothing is taken along
 * that nobody asked for.
 *
 * @throws {Refused} for a change that somebody took and that is no candidate any more
 */
export function resolveSelection(
  selection: Selection,
  changes: Candidates,
  eligible: ReadonlySet<string>,
): PickChoice {
  const taken = new Set(selection.take.flatMap((id) => findCandidate(id, changes)?.id ?? []))
  if (selection.kind === 'exactly') return { wanted: taken, never: new Set() }
  const left = selection.leave.map((id) => changes.candidates.find((one) => isCalled(id, one))?.id ?? id)
  const never = new Set(left)
  return { wanted: taken.union(eligible).difference(never), never }
}

function findCandidate(id: string, { candidates, leftOut }: Candidates): Candidate | null {
  const [found, other] = candidates.filter((one) => isCalled(id, one))
  if (found && other) throw new Refused(refuseAmbiguous(id, found, other))
  if (found) return found
  const left = leftOut.find(({ candidate }) => isCalled(id, candidate))
  if (left?.reason.kind === 'already-on-line' || left?.reason.kind === 'empty') return null
  throw new Refused(refuseGone(id, left))
}

/** People name a commit by its first digits. */
function isCalled(id: string, { id: whole, commits, merged }: Candidate): boolean {
  if (id.startsWith('#')) return whole === id
  return whole === id || [...commits, ...merged].some(({ sha }) => sha.startsWith(id))
}

function refuseGone(id: string, left: LeftOut | undefined): Refusal {
  const name = formatCandidateName(id)
  return {
    kind: 'rule',
    what: `${name} was taken into this release, but it isn't a candidate: ${explainLeftOut(left)}.`,
    next: `Leave it out with \`/release drop ${name} because …\`.`,
  }
}

function refuseAmbiguous(id: string, one: Candidate, other: Candidate): Refusal {
  return {
    kind: 'usage',
    what: `${id} matches more than one change: ${formatCandidateName(one.id)} and ${formatCandidateName(other.id)}.`,
    next: `Leave it out with \`/release drop ${id} because …\`, and take it with more digits of the commit.`,
  }
}

function explainLeftOut(left: LeftOut | undefined): string {
  switch (left?.reason.kind) {
    case 'reverted':
      return `${formatCandidateName(left.reason.revert)} reverted it on main`
    case 'reverts':
      return `it takes back ${formatCandidateName(left.reason.reverted)}, which isn't on the line`
    default:
      return "it wasn't merged to main after the line's last tag"
  }
}
