import type { DeploymentRecord, DeploymentStatusState } from '../records/deployment-state.ts'
import type { Repository } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'

export function viewDeployment(
  world: World,
  repository: Repository,
  deployment: DeploymentRecord,
): Record<string, unknown> {
  const api = `${world.origin.url}/repos/${formatFullName(repository)}`
  const { id, ref, sha, task, environment, description, payload, createdAt } = deployment
  const self = `${api}/deployments/${id}`
  const changedAt = deployment.statuses.at(-1)?.at ?? createdAt
  return {
    ...{ url: self, id, node_id: createNodeId('Deployment', id), sha, ref, task, payload, description },
    ...{ original_environment: environment, environment },
    creator: viewAccount(world, deployment.by),
    created_at: toIsoTime(createdAt),
    updated_at: toIsoTime(changedAt),
    ...{ statuses_url: `${self}/statuses`, repository_url: api },
    transient_environment: false,
    production_environment: deployment.isProduction,
    performed_via_github_app: null,
  }
}

export function viewDeploymentStatus(
  world: World,
  repository: Repository,
  { deployment, status }: { readonly deployment: DeploymentRecord; readonly status: DeploymentStatusState },
): Record<string, unknown> {
  const api = `${world.origin.url}/repos/${formatFullName(repository)}`
  const of = `${api}/deployments/${deployment.id}`
  const { id, state, description, logUrl, at } = status
  return {
    ...{ url: `${of}/statuses/${id}`, id, node_id: createNodeId('DeploymentStatus', id), state, description },
    creator: viewAccount(world, status.by),
    ...{ environment: deployment.environment, target_url: logUrl, log_url: logUrl, environment_url: '' },
    created_at: toIsoTime(at),
    updated_at: toIsoTime(at),
    ...{ deployment_url: of, repository_url: api, performed_via_github_app: null },
  }
}
