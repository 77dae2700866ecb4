import type { ActionContext } from '../actions/action-context.ts'
import { addDeploymentStatus } from '../actions/deployments.ts'
import type { DeploymentRecord, DeploymentStatusState } from '../records/deployment-state.ts'

/** Plays whoever deploys when GitHub says so. */
export interface Deploying {
  /** Deployments that nobody has ended, oldest first. */
  readonly waiting: () => readonly DeploymentRecord[]
  readonly says: (
    deployment: DeploymentRecord,
    state: DeploymentStatusState['state'],
    description?: string,
  ) => void
}

const ENDED = new Set(['success', 'failure', 'error', 'inactive'])

export function createDeploying(scope: ActionContext): Deploying {
  return {
    waiting: () =>
      scope.world.deployments.filter(
        ({ repository, statuses }) =>
          repository === scope.repository && !ENDED.has(statuses.at(-1)?.state ?? ''),
      ),
    says: (deployment, state, description = '') => {
      addDeploymentStatus(scope, deployment, { state, description })
    },
  }
}
