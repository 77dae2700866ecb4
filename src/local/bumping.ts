import type { BumpReport, BumpRequest } from '../cli/engine.ts'
import { type BumpPlan, planBump } from '../git/bump/plan-bump.ts'
import type { Policy } from '../release/policy.ts'
import { groundOf } from './ground.ts'
import { makePlan, type Planning } from './planning.ts'
import { reportedGround } from './reporting.ts'
import type { Workspace } from './workspace.ts'

/** The version bump of a plan on a tree (§1.3). */
export function bumpFor(
  { store }: Workspace,
  { planning, policy, tree }: { planning: Planning; policy: Policy; tree: string },
): Promise<BumpPlan> {
  const { base, version } = planning.cut
  return planBump({
    store,
    tree,
    from: base.version,
    to: version.replace(/^v/, ''),
    files: policy.versionBump.files,
  })
}

/** What the bump would change after the picks of the plan. */
export async function bump(workspace: Workspace, request: BumpRequest): Promise<BumpReport> {
  const ground = await groundOf(workspace, request)
  const planning = await makePlan(workspace, ground, request)
  const { policy } = ground.inForce
  const { changed, unchanged } = await bumpFor(workspace, { planning, policy, tree: planning.plan.tree })
  return {
    ...reportedGround(ground, planning.warnings),
    version: planning.cut.version,
    from: planning.cut.base.version,
    to: planning.cut.version.replace(/^v/, ''),
    changed,
    unchanged,
  }
}
