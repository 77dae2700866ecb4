import type { NoticeName } from '../../release/policy/deployment/notices.ts'
import type { PolicyPin, Remote } from './git-remote.ts'

/** A text of a rollout. */
export interface NoticeQuery {
  readonly name: NoticeName
  /** Where the policy that names the repository's own template stands; null for the one that comes along. */
  readonly own: { readonly at: Remote; readonly pin: PolicyPin } | null
}
