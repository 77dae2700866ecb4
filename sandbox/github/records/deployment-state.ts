import type { AccountState, Repository } from '../state.ts'

/** How a deployment goes, by whoever deploys (https://docs.github.com/rest/deployments/statuses). */
export interface DeploymentStatusState {
  readonly id: number
  readonly state: (typeof DEPLOYMENT_STATES)[number]
  readonly description: string
  readonly logUrl: string
  readonly by: AccountState
  readonly at: number
}

export const DEPLOYMENT_STATES = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const

export interface DeploymentRecord {
  readonly id: number
  readonly repository: Repository
  readonly ref: string
  readonly sha: string
  readonly task: string
  readonly environment: string
  readonly isProduction: boolean
  readonly description: string
  readonly payload: string | Readonly<Record<string, unknown>>
  readonly by: AccountState
  readonly createdAt: number
  /** Newest last. */
  readonly statuses: DeploymentStatusState[]
}
