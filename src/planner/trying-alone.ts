import { type TakeResult, takeEachAlone } from '../git/picks/take-picks.ts'
import type { Candidate, Candidates } from '../release/changes/candidate.ts'
import { isTaken } from '../release/eligibility/judge.ts'
import type { MatchedFacts } from '../release/facts/facts-file.ts'
import type { PickOutcome } from '../release/planning/plan.ts'
import type { TAKES } from '../release/policy/criteria.ts'
import type { Policy } from '../release/policy.ts'
import type { Prospect } from './proposing.ts'
import type { Workspace, WorkspaceRequest } from './workspace/workspace.ts'

/** What is said of a change that no plan would take, however its pick went. */
export const UNTRIED: PickOutcome = {
  kind: 'unknown',
  why: "it wasn't tried, because the release doesn't take it either way",
}

/** The ids of what somebody wants. */
interface Wished {
  readonly wanted: ReadonlySet<string>
}

type Tried = ReadonlyMap<string, TakeResult>

interface Trying {
  /** The tree that each is taken onto. */
  readonly tip: string
  readonly request: Pick<WorkspaceRequest, 'onProgress'>
}

/** Takes each change alone that may come into the release, onto what it starts from. */
export function tryAlone(
  workspace: Workspace,
  { prospects, ...trying }: Trying & { readonly prospects: readonly Prospect[] },
): Promise<Tried> {
  const worth = prospects.filter(
    ({ verdict, isPassedBy, isLabelled }) => isLabelled || (verdict.kind !== 'next-minor' && !isPassedBy),
  )
  return pickAlone(
    workspace,
    worth.map(({ candidate }) => candidate),
    trying,
  )
}

/** What was tried, and what somebody wishes for besides. */
export async function tryWished(
  workspace: Workspace,
  wished: Trying & { readonly tried: Tried; readonly changes: Candidates; readonly wish: Wished },
): Promise<Tried> {
  const { tried, changes, wish } = wished
  const more = changes.candidates.filter(({ id }) => wish.wanted.has(id) && !tried.has(id))
  return more.length === 0 ? tried : new Map([...tried, ...(await pickAlone(workspace, more, wished))])
}

async function pickAlone(
  { engine }: Workspace,
  candidates: readonly Candidate[],
  { tip, request }: Trying,
): Promise<Tried> {
  const total = candidates.length
  const onDone = (done: number) => request.onProgress({ step: 'trying each change on its own', done, total })
  const taken = await takeEachAlone(engine, { tip, candidates, onDone })
  return new Map(
    candidates.flatMap(({ id }, i) => {
      const one = taken[i]
      return one ? [[id, one] as const] : []
    }),
  )
}

/** What a plan takes by itself. */
export type Take = (typeof TAKES)[number]

/** The ids of those that the criteria take, and that nobody passed by before; of these the nominated, by policy. */
export function listEligible(
  { candidates }: Candidates,
  prospects: readonly Prospect[],
  take: Take,
): ReadonlySet<string> {
  const there = new Set(candidates.map(({ id }) => id))
  return new Set(
    prospects.flatMap(({ candidate: { id }, verdict, isPassedBy, isLabelled }) => {
      const isWanted = isLabelled || take === 'all-eligible'
      return isTaken(verdict) && isWanted && !isPassedBy && there.has(id) ? [id] : []
    }),
  )
}

/** Chooses what a plan takes: by the policy, or by whether the repository has a label that nominates. */
export function chooseTake(
  { candidates: { take } }: Policy,
  prospects: readonly Prospect[],
  { hasNominatingLabel }: MatchedFacts,
): Take {
  if (take !== null) return take
  const isUsed = hasNominatingLabel ?? prospects.some(({ isLabelled }) => isLabelled)
  return isUsed ? 'nominated-only' : 'all-eligible'
}

/** Lists what nobody nominated, where only what is nominated is taken. */
export function listNotNominated(prospects: readonly Prospect[], take: Take): readonly string[] {
  if (take === 'all-eligible') return []
  return prospects.flatMap(({ candidate, isLabelled }) => (isLabelled ? [] : [candidate.id]))
}
