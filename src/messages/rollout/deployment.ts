/** Replicas of a deployment, as a deployer counts them. */
interface ReplicaCount {
  readonly wanted: number
  readonly updated: number
  readonly available: number
}

interface FailedDeployment {
  readonly why: keyof typeof FAILURES
  readonly detail: string
  readonly url: string | null
}

const FAILURES = {
  failed: 'The deployment failed',
  cancelled: 'The deployment was cancelled at the deployer',
  rejected: 'The deployment was rejected at the deployer',
  deadline: 'The deployment took longer than its deployer allows',
  replaced: 'Something else was deployed over this deployment',
} as const

/** Says why a deployment failed, and what to do. */
export function describeDeploymentFailure({ why, detail, url }: FailedDeployment): {
  readonly what: string
  readonly next: string
} {
  const said = detail === '' ? '' : `: ${detail.slice(0, 300)}`
  const where = url === null ? '' : ` See ${url}`
  return {
    what: `${FAILURES[why]}${said}.${where}`,
    next: 'Look at the environment, then say `/release retry deployment`, or go back with `/release rollback because …`.',
  }
}

/** Formats the replicas that prove a deployment: `3 of 3 replicas updated, 3 available`. */
export function formatReplicas({ wanted, updated, available }: ReplicaCount): string {
  return `${updated} of ${wanted} replicas updated, ${available} available`
}
