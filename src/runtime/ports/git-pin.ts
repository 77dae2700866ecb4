import type { Policy } from '../../release/policy.ts'
import type { Remote } from './git-remote.ts'

/** A version that is to stand in files of a repository, which needn't be that of the release. */
export interface PinQuery {
  readonly at: Remote
  /** Without `refs/heads/`. */
  readonly branch: string
  /** That of the release: its files, its names and its committer. */
  readonly policy: Policy
  /** Without their `v`. */
  readonly from: string
  readonly to: string
  readonly message: string
}

/** What a branch was made of. */
export interface MovedPin {
  readonly head: string
  /** The branch that it is for. */
  readonly main: string
}
