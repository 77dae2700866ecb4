import type { Explained, ExplainReport, ExplainRequest } from '../cli/engine.ts'
import { describeConflict } from '../git/picks/conflicts.ts'
import { findDependencies } from '../git/picks/dependencies.ts'
import { type TakeResult, takePicks } from '../git/picks/take-picks.ts'
import type { Candidate } from '../release/changes/candidate.ts'
import type { Considered, Dependencies } from '../release/planning/plan.ts'
import { readGround } from './ground/read-ground.ts'
import { createReportedGround } from './ground/report-ground.ts'
import { consider, toPickOutcome } from './plan/judge-candidates.ts'
import { makePlan, type Planning } from './plan/make-plan.ts'
import { findChange } from './plan/resolve-choice.ts'
import type { Workspace } from './workspace/workspace.ts'

/** Picks tried for the one conflict that somebody asks about: up to half a minute. */
const PICKS = 4000

/** Everything about one change: its verdict with every rule, its pick, and what it depends on. */
export async function explain(workspace: Workspace, request: ExplainRequest): Promise<ExplainReport> {
  const ground = await readGround(workspace, request)
  const planning = await makePlan(workspace, ground, request)
  const found = findChange(planning.changes, request.change)
  const id = found.kind === 'candidate' ? found.candidate.id : found.leftOut.candidate.id
  return {
    ...createReportedGround(ground, planning.warnings),
    version: planning.plan.version,
    line: planning.plan.line,
    range: planning.plan.range,
    explained:
      found.kind === 'left-out' ? found : await explainCandidate(workspace, planning, found.candidate),
    flags: planning.plan.flags.filter(({ candidate, by }) => candidate === id || by === id),
  }
}

async function explainCandidate(
  workspace: Workspace,
  planning: Planning,
  candidate: Candidate,
): Promise<Explained> {
  const { plan, judging } = planning
  const planned = plan.picks.find((pick) => pick.candidate === candidate.id) ?? null
  const taken = await takeAlone(workspace, planning, candidate)
  const lineEvidence = findConsidered(planning, candidate.id)?.lineEvidence ?? []
  const alone = await describePickOutcome(workspace, taken)
  const considered = consider(candidate, { alone, planned: planned?.outcome ?? null, lineEvidence }, judging)
  const dependencies =
    planned?.dependencies ?? (await findDependenciesAlone(workspace, planning, { candidate, taken }))
  const on = dependencies?.kind === 'found' ? dependencies.on : []
  return {
    kind: 'candidate',
    considered,
    planned,
    dependencies,
    dependsOn: on.flatMap((id) => findConsidered(planning, id) ?? []),
  }
}

/** What no plan would take isn't tried for a plan; it is for somebody who asks about it. */
async function takeAlone(
  { engine }: Workspace,
  { alone, baseTree }: Planning,
  candidate: Candidate,
): Promise<TakeResult> {
  return alone.get(candidate.id) ?? (await takePicks(engine, baseTree, candidate.picks))
}

function findConsidered({ plan }: Planning, id: string): Considered | undefined {
  return plan.considered.find(({ candidate }) => candidate.id === id)
}

async function describePickOutcome({ store }: Workspace, taken: TakeResult) {
  return taken.kind === 'conflict'
    ? toPickOutcome(taken, await describeConflict(store, taken))
    : toPickOutcome(taken)
}

/** What it needs on the line's tag itself. */
async function findDependenciesAlone(
  { engine }: Workspace,
  { changes, baseTree }: Planning,
  { candidate, taken }: { candidate: Candidate; taken: TakeResult },
): Promise<Dependencies | null> {
  if (taken.kind !== 'conflict') return null
  const earlier = changes.candidates.slice(0, changes.candidates.indexOf(candidate))
  const paths = taken.paths.map(({ path }) => path)
  return findDependencies({ engine, tip: baseTree, candidate, paths, earlier, picks: PICKS })
}
