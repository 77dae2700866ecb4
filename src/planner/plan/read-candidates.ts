import { findCandidates } from '../../git/candidates/find-candidates.ts'
import type { TakeResult } from '../../git/picks/take-picks.ts'
import type { Candidate, Candidates, FindOrigins, LeftOut } from '../../release/changes/candidate.ts'
import { type Cut, type PlanningGround, readRemoteWebUrl } from '../ground/read-ground.ts'
import type { Workspace, WorkspaceRequest } from '../workspace/workspace.ts'

/** Between what and what changes are looked for. */
interface RangeInput extends Pick<WorkspaceRequest, 'onProgress'> {
  readonly ground: Pick<PlanningGround, 'main' | 'inForce'>
  readonly cut: Pick<Cut, 'base' | 'start'>
  readonly origins: FindOrigins | null
}

/** The changes between the line's tag and main. */
export async function readCandidates(
  workspace: Workspace,
  { ground, cut, origins, onProgress }: RangeInput,
): Promise<Candidates> {
  const { quarantine, engine, store } = workspace
  const { name, commit, taggedAt } = cut.base
  return findCandidates({
    gitDir: quarantine.gitDir,
    engine,
    store,
    webUrl: ground.inForce.policy.notes.repositoryUrl ?? (await readRemoteWebUrl(workspace)),
    base: { tag: name, commit, taggedAt },
    start: { branch: cut.start.branch, commit: cut.start.commit },
    main: ground.main,
    origins,
    cache: quarantine.keptDir,
    onStage: (step) => onProgress({ step, done: null, total: null }),
  })
}

/** The same changes under the titles that their pull requests have now. */
export function renameChanges(found: Candidates, titles: ReadonlyMap<string, string>): Candidates {
  if (titles.size === 0) return found
  const rename = (one: Candidate) => ({ ...one, title: titles.get(one.id) ?? one.title })
  return {
    ...found,
    candidates: found.candidates.map(rename),
    leftOut: found.leftOut.map((left) => ({ ...left, candidate: rename(left.candidate) })),
    onLine: found.onLine.map(({ change, main, said }) => ({
      change: rename(change),
      main: main && rename(main),
      said: said && rename(said),
    })),
  }
}

/**
 * What changes nothing on the line's tag is no candidate. What takes back a part of another candidate stays: it is needed as
 * soon as that one is taken.
 */
export function excludeEmpty(found: Candidates, alone: ReadonlyMap<string, TakeResult>): Candidates {
  const needed = new Set(found.flags.flatMap(({ kind, by }) => (kind === 'follow-up' ? [] : [by])))
  const isEmpty = ({ id }: Candidate) => alone.get(id)?.kind === 'empty' && !needed.has(id)
  const empty = found.candidates
    .filter(isEmpty)
    .map((candidate): LeftOut => ({ candidate, reason: { kind: 'empty' } }))
  if (empty.length === 0) return found
  const gone = new Set(empty.map(({ candidate }) => candidate.id))
  return {
    ...found,
    candidates: found.candidates.filter(({ id }) => !gone.has(id)),
    leftOut: sortLeftOut([...found.leftOut, ...empty]),
    explainProbablyOnLine: found.explainProbablyOnLine.filter(({ candidate }) => !gone.has(candidate)),
    flags: found.flags.filter(({ candidate }) => !gone.has(candidate)),
  }
}

/** By the time of landing: empty ones are found later than the others. */
function sortLeftOut(leftOut: readonly LeftOut[]): readonly LeftOut[] {
  return leftOut.toSorted((a, b) => a.candidate.mergedAt - b.candidate.mergedAt)
}
