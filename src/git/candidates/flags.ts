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
  const commits = [...by.merged, ...by.commits]
  const effective = commits.filter(({ sha }) => !main.takenBack.has(sha))
  const partly = effective.flatMap(({ references }) => references.partlyReverts.flatMap(main.named))
  const whole = effective.flatMap(({ sha }) => main.undoing.get(sha)?.targets ?? [])
  return changesOf([...whole, ...partly], main).map((of) => {
    const all = listSubstance(of).every(({ sha }) => main.changeOf.get(main.takenBack.get(sha) ?? '') === by)
    return { kind: all && touchesAll(by, of) ? 'reverted-later' : 'partly-reverted-later', of, by }
  })
}

function touchesAll(by: MainChange, of: MainChange): boolean {
  const touched = new Set(listSubstance(by).flatMap(({ paths }) => paths))
  return listSubstance(of).every(({ paths }) => paths.every((path) => touched.has(path)))
}

function listFollowUpFlags(by: MainChange, main: MainReferences): Found[] {
  const named = [...by.merged, ...by.commits].flatMap(({ references }) =>
    references.followsUp.flatMap(main.named),
  )
  return changesOf(named, main).map((of) => ({ kind: 'follow-up', of, by }))
}

function changesOf(shas: readonly string[], { changeOf }: MainReferences): MainChange[] {
  return [...new Set(shas.map((sha) => changeOf.get(sha)).filter((change) => change !== undefined))]
}
