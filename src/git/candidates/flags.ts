import type { Flag } from '../../release/changes/candidate.ts'
import { listSubstance, type MainChange } from './group-commits.ts'
import type { MainReferences } from './reverts.ts'

/** What is later taken back, in whole or in part, or followed up by another candidate, in main's order. */
export function listFlags(candidates: readonly MainChange[], main: MainReferences): Flag[] {
  const order = new Map(candidates.map((change, index) => [change, index]))
  const flags = candidates.flatMap((by) => [...revertFlags(by, main), ...listFollowUpFlags(by, main)])
  const later = flags.filter(
    ({ of, by }) => (order.get(of) ?? Number.POSITIVE_INFINITY) < (order.get(by) ?? -1),
  )
  // A revert says more than the follow-up that its message may also call itself.
  const first = new Map(later.toReversed().map((flag) => [`${flag.of.id} ${flag.by.id}`, flag]))
  return later
    .filter((flag) => first.get(`${flag.of.id} ${flag.by.id}`) === flag)
    .sort((a, b) => (order.get(a.of) ?? 0) - (order.get(b.of) ?? 0))
    .map(({ kind, of, by }) => ({ kind, candidate: of.id, by: by.id }))
}

interface Found {
  readonly kind: Flag['kind']
  readonly of: MainChange
  readonly by: MainChange
}

function revertFlags(by: MainChange, main: MainReferences): Found[] {
  const effective = [...by.merged, ...by.commits].filter(({ sha }) => !main.takenBack.has(sha))
  const partly = effective.flatMap(({ references }) => references.partlyReverts.flatMap(main.named))
  const whole = effective.flatMap(({ sha }) => main.undoing.get(sha)?.targets ?? [])
  return changesOf([...whole, ...partly], main).map((of) => ({
    kind: takesWhole(by, of, main) ? 'reverted-later' : 'partly-reverted-later',
    of,
    by,
  }))
}

/** Whether nothing is left of a change after another: what the other says, held against what it did. */
function takesWhole(
  by: MainChange,
  of: MainChange,
  { undoing, proven, partsOf, takenBack }: MainReferences,
): boolean {
  const gone = [...by.merged, ...by.commits]
    .filter(({ sha }) => !takenBack.has(sha))
    .flatMap(({ sha }) => (undoing.get(sha)?.targets ?? []).filter((target) => proven.isGone(sha, target)))
  const all = new Set(gone.flatMap((target) => [target, ...partsOf(target)]))
  return listSubstance(of).every(({ sha }) => all.has(sha))
}

function listFollowUpFlags(by: MainChange, main: MainReferences): Found[] {
  const named = [...by.merged, ...by.commits].flatMap(({ references }) =>
    references.followsUp.flatMap(main.named),
  )
  return changesOf(named, main).map((of) => ({ kind: 'follow-up', of, by }))
}

/** The changes of main that a change takes back, whole or in part, by what it says. */
export function findTakenBackBy(by: MainChange, main: MainReferences): MainChange[] {
  const said = [...by.merged, ...by.commits].flatMap(({ sha, references }) => [
    ...(main.undoing.get(sha)?.targets ?? []),
    ...references.partlyReverts.flatMap(main.named),
  ])
  return changesOf(said, main).filter((change) => change !== by)
}

function changesOf(shas: readonly string[], { changeOf }: MainReferences): MainChange[] {
  return [...new Set(shas.map((sha) => changeOf.get(sha)).filter((change) => change !== undefined))]
}
