import { formatReplicas } from '../../../messages/rollout/deployment.ts'
import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { EnvironmentTerms } from '../../../release/lifecycle/rollout/terms.ts'
import type { LiveVersion } from '../../ports/deployer.ts'
import { Later } from '../../ports/retry-later.ts'
import { openDeployer } from './deploying/deploy.ts'
import { toRequest } from './deploying/deployment-request.ts'
import {
  getEnvironment,
  type PerformRollout,
  type RolloutContext,
  toPlainVersion,
} from './rollout-context.ts'

/** So long an environment may settle after a rollback before it counts as ill, in seconds. */
const SETTLING_SECONDS = 120
const POLL_SECONDS = 5

/** Manual Rollback: the previous version runs, with all its replicas, and answers. */
export const verifyHealth: PerformRollout<'verify-health'> = async (context, effect) => {
  const { deps, release } = context
  const environment = getEnvironment(context, effect.environment)
  const evidence = await findHealth(context, environment, effect.version)
  if (evidence === null && deps.now() - release.ledger.askedAt < SETTLING_SECONDS)
    throw new Later(deps.now() + POLL_SECONDS, 'The environment is settling.')
  const seen = { type: 'HealthSeen', at: deps.now(), answers: effect.key } as const
  if (evidence === null) return [{ ...seen, health: 'unhealthy', evidence }]
  // The deployer's word that it deployed is no word that it is healthy.
  return [
    evidence === ''
      ? { ...seen, health: 'unknown', evidence: null }
      : { ...seen, health: 'healthy', evidence },
  ]
}

/** What proves that an environment runs a version and is healthy, empty where nothing can be asked; null where it isn't. */
export async function findHealth(
  context: RolloutContext,
  environment: EnvironmentTerms,
  version: string,
): Promise<string | null> {
  const live = await readLive(context, environment)
  if (live && !isRunning(live, toPlainVersion(version))) return null
  const answers = await Promise.all(environment.health.map((url) => isAnswered(context, url)))
  if (answers.includes(false)) return null
  return [
    ...(live?.replicas ? [formatReplicas(live.replicas)] : []),
    ...(answers.length === 0 ? [] : [`${answers.length} health URLs answer`]),
  ].join(', ')
}

function isRunning({ version, replicas, share }: LiveVersion, wanted: string): boolean {
  if (version !== null && toPlainVersion(version) !== wanted) return false
  return share === 100 && (replicas === null || replicas.available >= replicas.wanted)
}

async function readLive(context: RolloutContext, environment: EnvironmentTerms): Promise<LiveVersion | null> {
  const deployer = await openDeployer(context, environment)
  const { release } = context
  const { version, base } = release.ledger.about
  const wish = { key: 'live', environment: environment.id, purpose: 'rollout', share: 100, step: 0 } as const
  const { repository } = toRequest(context, { ...wish, version, previous: base.tag })
  return deployer.readLiveVersion({ repository, environment: environment.id })
}

async function isAnswered({ deps }: RolloutContext, url: string): Promise<boolean> {
  try {
    return (await deps.registries.page(url)) !== null
  } catch {
    return false
  }
}

/** §5.1: what can be proved of production after the rollout; the rest is asked of people. */
export const verifyDeployment: PerformRollout<'verify-deployment'> = async (context, effect) => {
  const environment = getEnvironment(context, effect.environment)
  const live = await readLive(context, environment)
  const health = await Promise.all(environment.health.map((url) => isAnswered(context, url)))
  const at = context.deps.now()
  const pods: Fact[] =
    live?.replicas && isRunning(live, toPlainVersion(effect.version))
      ? [{ type: 'ItemProved', at, item: 'pods', evidence: formatReplicas(live.replicas) }]
      : []
  const answers: Fact[] =
    health.length > 0 && !health.includes(false)
      ? [{ type: 'ItemProved', at, item: 'health-checks', evidence: `${health.length} health URLs answer` }]
      : []
  return [...pods, ...answers]
}
