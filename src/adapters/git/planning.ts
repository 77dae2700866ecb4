import { cutOf } from '../../local/ground.ts'
import { type Planning, planCut } from '../../local/planning.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { PlanAsking, PlanSeen } from '../../runtime/ports/git.ts'
import { chosen } from './choosing.ts'
import { groundAt } from './ground.ts'
import { plannedOf } from './planned.ts'

/** §1.1: the plan of a release, by the command line's own way. */
export async function plan(workspace: Workspace, asking: PlanAsking): Promise<PlanSeen> {
  const { version, selection, now } = asking
  const ground = await groundAt(workspace, asking)
  const authors = new Map<string, readonly Person[]>()
  const planning: Planning = await planCut(workspace, {
    ground,
    cut: cutOf(ground, { version, line: null, base: null }),
    learn: async (candidates, policy) => {
      const learnt = await asking.learn(candidates, policy)
      for (const [id, people] of learnt.authors) authors.set(id, people)
      return { of: learnt.stated, unmatched: [] }
    },
    choose: (changes, eligible) => chosen(selection, changes, eligible),
    withDependencies: false,
    now,
    onProgress: () => undefined,
  })
  return { plan: planning.plan, planned: plannedOf(planning, authors), policy: ground.inForce.policy }
}
