import { sendWebhook } from '../hooks/announce.ts'
import type { DeploymentRecord, DeploymentStatusState } from '../records/deployment-state.ts'
import { viewDeployment, viewDeploymentStatus } from '../views/deployment.ts'
import type { ActionContext } from './action-context.ts'

/** Puts a deployment on record. Nothing is deployed: whoever plays says how it goes. */
export function createDeployment(
  scope: ActionContext,
  wanted: Omit<DeploymentRecord, 'id' | 'repository' | 'by' | 'createdAt' | 'statuses'>,
): DeploymentRecord {
  const { world, repository, by } = scope
  const deployment = { ...wanted, id: world.nextId(), repository, by, createdAt: world.now(), statuses: [] }
  world.deployments.push(deployment)
  sendWebhook(world, {
    ...{ event: 'deployment', action: 'created', repository, sender: by },
    payload: {
      deployment: viewDeployment(world, repository, deployment),
      workflow: null,
      workflow_run: null,
    },
  })
  return deployment
}

/** Says how a deployment goes. */
export function addDeploymentStatus(
  scope: ActionContext,
  deployment: DeploymentRecord,
  said: Pick<DeploymentStatusState, 'state'> & Partial<Pick<DeploymentStatusState, 'description' | 'logUrl'>>,
): DeploymentStatusState {
  const { world, repository, by } = scope
  const status = { description: '', logUrl: '', ...said, id: world.nextId(), by, at: world.now() }
  deployment.statuses.push(status)
  sendWebhook(world, {
    ...{ event: 'deployment_status', action: 'created', repository, sender: by },
    payload: {
      ...{ check_run: null, workflow: null, workflow_run: null },
      deployment: viewDeployment(world, repository, deployment),
      deployment_status: viewDeploymentStatus(world, repository, { deployment, status }),
    },
  })
  return status
}
