import type { BumpReport, BumpRequest } from '../../cli/engine.ts'
import { stripVersionPrefix } from '../../release/version-form.ts'
import { readGround } from '../ground/read-ground.ts'
import { createReportedGround } from '../ground/report-ground.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { listLeftVersions, planReleaseBump } from './release-commits.ts'

/** What the bump would change after the picks of the plan. */
export async function previewBump(workspace: Workspace, request: BumpRequest): Promise<BumpReport> {
  const ground = await readGround(workspace, request)
  const planning = await makePlan(workspace, ground, request)
  const { policy } = ground.inForce
  const of = planning.cut
  const { tree, changed, unchanged } = await planReleaseBump(workspace, {
    of,
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
    left: await listLeftVersions(workspace, { of, policy, tree }),
  }
}
