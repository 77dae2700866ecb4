/**
 * What the runtime needs of whatever brings a version to an environment.
 *
 * Every call may throw: `Later` where the deployer's limits say so, and nothing was done then; `Refused` for what a person
 * has to fix (a login, a missing workload, a share that this deployer can't set); an Error for the rest. A deployment
 * whose answer was lost is such an Error: `deploy` may be called again, and finds it by its key.
 */
export interface Deployer {
  /** Starts a deployment once: looks for its key first, and where it is known only says how it stands. */
  deploy(request: DeploymentRequest): Promise<DeploymentState>
  /** How a deployment stands; null where the deployer doesn't know it, or not all of it. Changes nothing. */
  readState(request: DeploymentRequest): Promise<DeploymentState | null>
  /** What runs there now; null where the deployer can't tell. Changes nothing. */
  readLiveVersion(environment: DeploymentEnvironment): Promise<LiveVersion | null>
}

/** Where something is deployed, and by which repository's release. */
export interface DeploymentEnvironment {
  readonly repository: { readonly id: number; readonly owner: string; readonly name: string }
  /** The id of the environment in the policy. */
  readonly environment: string
}

/** One deployment: a version, to one share of one environment. */
export interface DeploymentRequest extends DeploymentEnvironment {
  /** Names this deployment for ever, of letters, digits, `.`, `_` and `-`: by it the deployer knows it again. */
  readonly key: string
  readonly purpose: 'rollout' | 'rollback' | 'drill'
  /** Without a `v`: `2.0.1`. */
  readonly version: string
  /** The version that runs there before; null where there is none. */
  readonly previous: string | null
  /** As the policy tags the version: `v2.0.1`. */
  readonly tag: string
  readonly commit: string
  /** Percent of traffic, above 0, at most 100. */
  readonly share: number
  /** Which step of the rollout it is, from 1. */
  readonly step: number
  /** The images of the version that were verified in their registry. */
  readonly images: readonly VerifiedImage[]
}

export interface VerifiedImage {
  /** `ghcr.io/godel/api:v2.0.1` */
  readonly reference: string
  /** `sha256:…` */
  readonly digest: string
}

/** How a deployment stands. Only `succeeded` is a yes; everything else holds. */
export type DeploymentState =
  | {
      readonly kind: 'waiting'
      /** For whom: people at the deployer, its queue, or a controller that asks us. */
      readonly for: 'approval' | 'queue' | 'controller'
      readonly url: string | null
    }
  | { readonly kind: 'running'; readonly progress: Replicas | null; readonly url: string | null }
  | { readonly kind: 'succeeded'; readonly evidence: Replicas | null; readonly url: string | null }
  | {
      readonly kind: 'failed'
      readonly why: DeploymentFailure
      /** In the deployer's own words, of one line; empty where it said nothing. */
      readonly detail: string
      readonly url: string | null
    }
  /** It answered with something that says nothing. */
  | { readonly kind: 'unclear'; readonly detail: string; readonly url: string | null }

/**
 * Why a deployment failed: the deployer says `failed`; it was `cancelled` or `rejected` by people there; it took longer
 * than the deployer allows; or something else was deployed over it.
 */
export type DeploymentFailure = 'failed' | 'cancelled' | 'rejected' | 'deadline' | 'replaced'

export interface Replicas {
  readonly wanted: number
  /** On the version that is deployed. */
  readonly updated: number
  readonly available: number
}

export interface LiveVersion {
  /** Of the image or payload; null where it names none. */
  readonly version: string | null
  readonly images: readonly string[]
  /** Percent of traffic on it. */
  readonly share: number
  readonly replicas: Replicas | null
}
