import type { EnvironmentEvent } from '../../../../release/environments/environments.ts'
import { Refused } from '../../../../release/refusal.ts'
import { loadEnvironments, recordEnvironmentEvent } from '../environments.ts'
import {
  getEnvironment,
  type PerformRollout,
  type RolloutContext,
  type RolloutEffectOf,
} from '../rollout-context.ts'
import { deploy, openDeployer } from './deploy.ts'
import { toRequest } from './deployment-request.ts'

const POLL_SECONDS = 5

/** §4.1: puts an environment before production back to the previous version and forward again. */
export const runDrill: PerformRollout<'run-drill'> = async (context, effect) => {
  const { deps } = context
  try {
    const evidence = await goBackAndForth(context, effect)
    await recordTest(context, effect.environment, evidence)
    return [{ type: 'DrillEnded', at: deps.now(), answers: effect.key, passed: true, evidence }]
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const evidence = error.refusal.what.slice(0, 500)
    return [{ type: 'DrillEnded', at: deps.now(), answers: effect.key, passed: false, evidence }]
  }
}

async function goBackAndForth(
  context: RolloutContext,
  { environment, version, previous, key }: RolloutEffectOf<'run-drill'>,
): Promise<string> {
  const drill = { environment, purpose: 'drill', share: 100, step: 0 } as const
  const back = { ...drill, key: `${key}:back`, version: previous, previous: version }
  const forth = { ...drill, key: `${key}:forth`, version, previous }
  // A deployer may know its newest deployment alone: once it goes forth it never goes back again.
  const deployer = await openDeployer(context, getEnvironment(context, environment))
  const goesForth = (await deployer.readState(toRequest(context, forth))) !== null
  if (!goesForth) await deploy(context, back, POLL_SECONDS)
  const evidence = await deploy(context, forth, POLL_SECONDS)
  return evidence ?? `${previous} and ${version} in ${environment}`
}

async function recordTest(
  { deps, release }: RolloutContext,
  environment: string,
  evidence: string,
): Promise<void> {
  const { repository, version } = release.ledger.about
  await deps.store.transact(async (unit) => {
    const { events } = await loadEnvironments(unit, repository.id)
    const event: EnvironmentEvent = {
      type: 'RollbackTested',
      at: deps.now(),
      by: { kind: 'rule' },
      environment,
      version,
      evidence,
    }
    await recordEnvironmentEvent(unit, repository.id, { after: events, event })
  })
}
