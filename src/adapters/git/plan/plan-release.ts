import { resolveCut } from '../../../planner/ground/read-ground.ts'
import { type Planning, planCut } from '../../../planner/plan/make-plan.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { Person } from '../../../release/lifecycle/who.ts'
import { applyRollbacks } from '../../../release/lines.ts'
import type { PlanQuery, PlanReading } from '../../../runtime/ports/git.ts'
import type { GroundReader } from '../ground.ts'
import { createPlanned } from './recorded-plan.ts'
import { resolveSelection } from './resolve-selection.ts'

/** §1.1: the plan of a release, by the command line's own way. */
export async function planRelease(
  workspace: Workspace,
  asking: PlanQuery,
  readGround: GroundReader,
): Promise<PlanReading> {
  const { version, selection, now, origins } = asking
  const read = await readGround(workspace, asking)
  const ground = { ...read, tags: applyRollbacks(read.tags, asking.rolledBack?.tags ?? []) }
  const authors = new Map<string, readonly Person[]>()
  const planning: Planning = await planCut(workspace, {
    ground,
    cut: await resolveCut(workspace, ground, { version, line: null, base: null, now }),
    origins,
    learn: async (candidates, policy) => {
      const learnt = await asking.learn(candidates, policy)
      for (const [id, people] of learnt.authors) authors.set(id, people)
      const { stated: of, titles, hasNominatingLabel } = learnt
      return {
        ...{ of, unmatched: [] },
        ...(titles && { titles }),
        ...(hasNominatingLabel !== undefined && { hasNominatingLabel }),
      }
    },
    choose: (changes, eligible) => resolveSelection(selection, changes, eligible),
    withDependencies: false,
    ...(asking.rolledBack && { rolledBack: asking.rolledBack.changes }),
    now,
    onProgress: () => undefined,
  })
  return { plan: planning.plan, planned: createPlanned(planning, authors), policy: ground.inForce.policy }
}
