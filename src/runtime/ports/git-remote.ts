import type { FindOrigins } from '../../release/changes/candidate.ts'
import type { Planned } from '../../release/lifecycle/words.ts'

export interface Remote {
  /** With a token in it: for git alone. */
  readonly url: string
  /** The repository's page, which release notes link to; without it, it is told from the URL. */
  readonly webUrl?: string
}

/** A policy as a release is bound to it. */
export interface PolicyPin {
  readonly digest: string
  /** The commit of main that the file was read at; null for the process document as it stands. */
  readonly commit: string | null
}

/** A release whose plan is settled. */
export interface OfPlan {
  readonly at: Remote
  readonly version: string
  readonly policy: PolicyPin
  readonly plan: Planned
  readonly origins: FindOrigins | null
}
