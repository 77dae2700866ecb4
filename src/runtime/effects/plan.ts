import { learnFrom } from '../learning.ts'
import { type Perform, remoteOf } from './performing.ts'

/** §1.1: the plan, on the policy that the release is bound to. Making one changes nothing. */
export const makePlan: Perform<'make-plan'> = async (scene, { key, main, selection }) => {
  const { world, hub, release } = scene
  const { about } = release.ledger
  const { planned } = await world.git.plan({
    at: await remoteOf(scene),
    version: about.version,
    main,
    policy: about.policy,
    selection,
    now: world.now(),
    learn: learnFrom(hub, release.ledger),
  })
  return [{ type: 'PlanMade', at: world.now(), answers: key, plan: planned }]
}
