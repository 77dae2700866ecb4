import type { DeployerTerms } from '../../../../release/lifecycle/rollout/deployer-terms.ts'
import type { RuntimeDependencies } from '../../../context.ts'
import type { Deployer, DeploymentRequest, DeploymentState } from '../../../ports/deployer.ts'
import type {
  Deployments,
  GitHubDeployment,
  GitHubDeploymentStatus,
  WantedDeployment,
} from '../../../ports/deployments.ts'
import { forget, getKnownSeconds, isKnown } from '../../grace-period.ts'

/** How an environment is deployed to by GitHub's own deployments. */
interface DeploymentsDeployer {
  readonly terms: Extract<DeployerTerms, { readonly kind: 'github-deployments' }>
  readonly isProduction: boolean
}

/** GitHub may show a deployment this much later than it was made, in seconds. */
const SHOWN_AFTER = 3

/**
 * Opens the deployer that is GitHub's own list of deployments: one is created at the tag of the version, and whoever
 * deploys (a workflow with `on: deployment`, a program behind a webhook) says by its statuses how it goes.
 */
export function openDeploymentsDeployer(
  deps: RuntimeDependencies,
  repo: Deployments,
  deployer: DeploymentsDeployer,
): Deployer {
  return {
    deploy: async (request) => ensureDeployment(deps, repo, toWish(deployer, request)),
    readState: async (request) => {
      const found = await repo.findDeployment(toWish(deployer, request))
      return found && toState(found)
    },
    readLiveVersion: async () => null,
  }
}

function toWish({ terms, isProduction }: DeploymentsDeployer, request: DeploymentRequest): WantedDeployment {
  const { tag, version, previous, key, share, step, purpose } = request
  return {
    ref: tag,
    environment: terms.environment,
    isProduction,
    description: `${tag} to ${share} % (${purpose})`,
    payload: { key, version, previous, share, step, purpose },
  }
}

/** Looks first, for as long as GitHub may hide what a lost answer left behind; then creates it once. */
async function ensureDeployment(
  deps: RuntimeDependencies,
  repo: Deployments,
  wish: WantedDeployment,
): Promise<DeploymentState> {
  const found = await repo.findDeployment(wish)
  if (found) return toState(found)
  const [done, doubt] = [`${wish.payload.key} was created`, `${wish.payload.key} may have been created`]
  if (!isKnown(deps, done) && getKnownSeconds(deps, doubt) >= SHOWN_AFTER) {
    // Where the answer is lost, it is looked for as long again.
    forget(deps, doubt)
    await repo.createDeployment(wish)
    getKnownSeconds(deps, done)
  }
  return { kind: 'waiting', for: 'queue', url: null }
}

/**
 * The newest status tells (https://docs.github.com/rest/deployments/statuses). A deployment becomes `inactive` when a
 * later one succeeds: one that had succeeded before did succeed.
 */
function toState({ statuses }: GitHubDeployment): DeploymentState {
  const telling = statuses.find(({ state }) => state !== 'inactive')
  const isReplaced = statuses[0]?.state === 'inactive' && telling?.state !== 'success'
  const newest = isReplaced ? statuses[0] : telling
  return newest ? readStatus(newest) : { kind: 'waiting', for: 'queue', url: null }
}

function readStatus({ state, detail, url }: GitHubDeploymentStatus): DeploymentState {
  switch (state) {
    case 'success':
      return { kind: 'succeeded', evidence: null, url }
    case 'failure':
    case 'error':
      return { kind: 'failed', why: 'failed', detail, url }
    case 'inactive':
      return { kind: 'failed', why: 'replaced', detail, url }
    case 'in_progress':
      return { kind: 'running', progress: null, url }
    case 'waiting':
      return { kind: 'waiting', for: 'approval', url }
    case 'queued':
    case 'pending':
      return { kind: 'waiting', for: 'queue', url }
    default:
      return { kind: 'unclear', detail: `the state ${state}`, url }
  }
}
