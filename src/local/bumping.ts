import type { BumpReport, BumpRequest } from '../cli/engine.ts'
import { groundOf } from './ground.ts'
import { makePlan } from './planning.ts'
import { bare, bumpOf } from './release-commits.ts'
import { reportedGround } from './reporting.ts'
import type { Workspace } from './workspace.ts'

/** What the bump would change after the picks of the plan. */
export async function bump(workspace: Workspace, request: BumpRequest): Promise<BumpReport> {
  const ground = await groundOf(workspace, request)
  const planning = await makePlan(workspace, ground, request)
  const { policy } = ground.inForce
  const { changed, unchanged } = await bumpOf(workspace, {
    of: planning.cut,
    policy,
    tree: planning.plan.tree,
  })
  return {
    ...reportedGround(ground, planning.warnings),
    version: planning.cut.version,
    from: planning.cut.base.version,
    to: bare(planning.cut.version),
    changed,
    unchanged,
  }
}
