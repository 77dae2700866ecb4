/** Deployments as GitHub keeps them (https://docs.github.com/rest/deployments). */
export interface Deployments {
  /** Finds the App's own deployment by its key; null where GitHub shows none. */
  findDeployment(wish: WantedDeployment): Promise<GitHubDeployment | null>
  /** @throws {Refused} where the rules of the environment don't allow it */
  createDeployment(wish: WantedDeployment): Promise<void>
}

export interface WantedDeployment {
  /** The name of a tag. */
  readonly ref: string
  /** As GitHub calls it. */
  readonly environment: string
  readonly isProduction: boolean
  readonly description: string
  /** What whoever deploys reads, and by its `key` the deployment is known again. */
  readonly payload: Readonly<Record<string, string | number | null>> & { readonly key: string }
}

export interface GitHubDeployment {
  readonly id: number
  /** Newest first. */
  readonly statuses: readonly GitHubDeploymentStatus[]
}

export interface GitHubDeploymentStatus {
  /** `success`, `failure`, `in_progress`, …: what GitHub has now or comes to have. */
  readonly state: string
  /** One line; may be empty. */
  readonly detail: string
  readonly url: string | null
}
