import { describeDeploymentFailure, formatReplicas } from '../../../../messages/rollout/deployment.ts'
import type { Fact } from '../../../../release/lifecycle/commands.ts'
import type { EnvironmentTerms } from '../../../../release/lifecycle/rollout/terms.ts'
import { Refused } from '../../../../release/refusal.ts'
import type { Deployer, DeploymentState } from '../../../ports/deployer.ts'
import { Later } from '../../../ports/retry-later.ts'
import { findLostApprovers } from '../../lost-approvers.ts'
import {
  getEnvironment,
  getRepositoryName,
  type PerformRollout,
  type RolloutContext,
  type RolloutEffectOf,
} from '../rollout-context.ts'
import { type DeploymentWish, toRequest } from './deployment-request.ts'
import { openActionsDeployer } from './github-deployers.ts'
import { openDeploymentsDeployer } from './github-deployments.ts'

/** Seconds until a deployment that is under way is looked at again. */
const POLL_SECONDS = 10
/** Everyone waits for a rollback. */
const ROLLBACK_POLL_SECONDS = 2

/** Brings so many percent of the traffic of an environment to the version. */
export const deployVersion: PerformRollout<'deploy-version'> = async (context, effect) => {
  const { environment, version, previous, share, step, key } = effect
  const wish = { key, environment, purpose: 'rollout', version, previous, share, step } as const
  const lost = await findLostBeforeStart(context, effect, wish)
  if (lost.length > 0) return lost
  const evidence = await deploy(context, wish, POLL_SECONDS)
  return [{ type: 'VersionDeployed', at: context.deps.now(), answers: key, evidence }]
}

/**
 * Those whose goes a deployment stands on are asked about once more before it starts (threat B4); once the deployer knows
 * it, it is followed to its end.
 */
async function findLostBeforeStart(
  context: RolloutContext,
  effect: RolloutEffectOf<'deploy-version'>,
  wish: DeploymentWish,
): Promise<readonly Fact[]> {
  const deployer = await openDeployer(context, getEnvironment(context, wish.environment))
  if ((await deployer.readState(toRequest(context, wish))) !== null) return []
  const { deps, release, events } = context
  return findLostApprovers({ deps, release, events, repo: await context.openRepository() }, effect)
}

/** Puts the previous version back, on all of the traffic. */
export const rollBack: PerformRollout<'roll-back'> = async (context, effect) => {
  const { environment, version, from, key } = effect
  const wish = { key, environment, version, previous: from, share: 100, step: 0 } as const
  const evidence = await deploy(context, { ...wish, purpose: 'rollback' }, ROLLBACK_POLL_SECONDS)
  return [{ type: 'PreviousDeployed', at: context.deps.now(), answers: key, evidence }]
}

/** Has something deployed once, and says what proves that it is there. @throws {Later} while it is under way */
export async function deploy(
  context: RolloutContext,
  wish: DeploymentWish,
  pollSeconds: number,
): Promise<string | null> {
  const deployer = await openDeployer(context, getEnvironment(context, wish.environment))
  const state = await deployer.deploy(toRequest(context, wish))
  return toEvidence(state, context.deps.now() + pollSeconds)
}

/** Opens what brings versions to an environment. @throws {Refused} where it isn't set up for this repository */
export async function openDeployer(
  context: RolloutContext,
  { deployer, isProduction }: EnvironmentTerms,
): Promise<Deployer> {
  switch (deployer.kind) {
    case 'github-actions':
      return openActionsDeployer(context.deps, await context.openRepository(), deployer)
    case 'github-deployments':
      return openDeploymentsDeployer(context.deps, await context.openRepository(), {
        terms: deployer,
        isProduction,
      })
    case 'http-request':
    case 'kubernetes':
    case 'gate-server':
      return context.deps.connections.openDeployer(deployer, getRepositoryName(context))
  }
}

/** Only what succeeded goes on (law 9). */
function toEvidence(state: DeploymentState, retryAt: number): string | null {
  switch (state.kind) {
    case 'succeeded':
      return state.url ?? (state.evidence ? formatReplicas(state.evidence) : null)
    case 'failed':
      throw new Refused({ kind: 'repository', ...describeDeploymentFailure(state) })
    case 'waiting':
    case 'running':
      throw new Later(retryAt, `The deployment is ${state.kind}.`)
    case 'unclear':
      throw new Later(retryAt, `The deployer says nothing clear: ${state.detail}`)
  }
}
