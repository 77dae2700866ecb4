import type { EffectKind } from '../../release/lifecycle/effects.ts'
import { listPostponed, rescheduleWork } from '../../store/jobs/reschedule.ts'
import type { Unit } from '../../store/transaction.ts'
import { toDeploymentKey } from '../effects/rollout/deploying/deployment-request.ts'

/** What waits for a deployer. */
const DEPLOYING: readonly EffectKind[] = ['deploy-version', 'roll-back', 'run-drill']

/**
 * Has the deployer of a deployment asked at once: something was heard of it. What was heard is believed by no one.
 *
 * @param key as the deployer knows it
 */
export async function askDeployer(unit: Unit, key: string, now: number): Promise<void> {
  const repository = /^\d+(?=\.)/.exec(key)?.[0]
  if (repository === undefined) return
  const waiting = await listPostponed(unit, { lanesBegin: `${repository}:`, types: DEPLOYING })
  await rescheduleWork(
    unit,
    waiting.filter((one) => toDeploymentKey(one.key) === key),
    now,
  )
}
