import type { BumpReport, BumpRequest } from '../cli/engine.ts'
import { readGround } from './ground.ts'
import { makePlan } from './planning.ts'
import { planReleaseBump, stripVersionPrefix } from './release-commits.ts'
import { createReportedGround } from './reporting.ts'
import type { Workspace } from './workspace.ts'

/** What the bump would change after the picks of the plan. */
export async function previewBump(workspace: Workspace, request: BumpRequest): Promise<BumpReport> {
  const ground = await readGround(workspace, request)
  const planning = await makePlan(workspace, ground, request)
  const { policy } = ground.inForce
  const { changed, unchanged } = await planReleaseBump(workspace, {
    of: planning.cut,
    policy,
    tree: planning.plan.tree,
  })
  return {
    ...createReportedGround(ground, planning.warnings),
    version: planning.cut.version,
    from: planning.cut.base.version,
    to: stripVersionPrefix(planning.cut.version),
    changed,
    unchanged,
  }
}
