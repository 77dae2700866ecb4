import { findCandidates } from '../../git/candidates/find-candidates.ts'
import type { TakeResult } from '../../git/picks/take-picks.ts'
import type { Candidate, Candidates, LeftOut } from '../../release/changes/candidate.ts'
import type { Cut, PlanningGround } from '../ground/read-ground.ts'
import type { Workspace, WorkspaceRequest } from '../workspace/workspace.ts'

/** Between what and what changes are looked for. */
export interface RangeInput extends Pick<WorkspaceRequest, 'onProgress'> {
  readonly ground: Pick<PlanningGround, 'main'>
  readonly cut: Pick<Cut, 'base' | 'start'>
}

/** The changes between the line's tag and main. */
export function readCandidates(
  { quarantine }: Workspace,
  { ground, cut, onProgress }: RangeInput,
): Promise<Candidates> {
  const { name, commit, taggedAt } = cut.base
  return findCandidates({
    gitDir: quarantine.gitDir,
    base: { tag: name, commit, taggedAt },
    start: { branch: cut.start.branch, commit: cut.start.commit },
    main: ground.main,
    cache: quarantine.keptDir,
    onStage: (step) => onProgress({ step, done: null, total: null }),
  })
}

/** What changes nothing on the line's tag is no candidate. */
export function excludeEmpty(found: Candidates, alone: ReadonlyMap<string, TakeResult>): Candidates {
  const isEmpty = ({ id }: Candidate) => alone.get(id)?.kind === 'empty'
  const empty = found.candidates
    .filter(isEmpty)
    .map((candidate): LeftOut => ({ candidate, reason: { kind: 'empty' } }))
  if (empty.length === 0) return found
  const gone = new Set(empty.map(({ candidate }) => candidate.id))
  return {
    ...found,
    candidates: found.candidates.filter(({ id }) => !gone.has(id)),
    leftOut: sortLeftOut([...found.leftOut, ...empty]),
    flags: found.flags.filter(({ candidate }) => !gone.has(candidate)),
  }
}

/** By the time of landing: empty ones are found later than the others. */
function sortLeftOut(leftOut: readonly LeftOut[]): readonly LeftOut[] {
  return leftOut.toSorted((a, b) => a.candidate.mergedAt - b.candidate.mergedAt)
}
