import type { CommandRequest } from '../../chatops/request.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { CommandRefusal } from '../../release/lifecycle/refusals.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { Account, GitHubRepository } from '../ports/github.ts'
import type { KnownRelease } from '../record/release-summary.ts'

/** Where and by whom something was said, with what is known of the releases of that repository. */
export interface CommandContext {
  readonly deps: RuntimeDependencies
  readonly repo: GitHubRepository
  readonly by: Account
  /** When it was said, in seconds since 1970. */
  readonly at: number
  /** The comment that said it, at a time by GitHub's clock; null for what is said in Slack, at a time by ours. */
  readonly comment: number | null
  /** The issue or pull request on which it was said. */
  readonly number: number
  readonly isPullRequest: boolean
  /** The release whose tracking issue or pull request that is. */
  readonly release: KnownRelease | null
  /** All releases of the repository, the newest first. */
  readonly known: readonly KnownRelease[]
}

/** What became of one command, to be told to who said it. */
export type CommandOutcome =
  | { readonly kind: 'accepted'; readonly events: readonly ReleaseEvent[]; readonly release: Release }
  | { readonly kind: 'refused'; readonly refusal: CommandRefusal }
  /** What was asked to be shown, as Markdown. */
  | { readonly kind: 'shown'; readonly text: string }

/**
 * A command that was looked into as far as the world has to be asked: what is left is decided and written in one
 * transaction, together with the mark that the comment was worked.
 */
export type Prepared = (unit: Unit) => Promise<CommandOutcome>

export type RequestNamed<N extends CommandRequest['name']> = Extract<CommandRequest, { name: N }>

/** A rule refuses, in words. */
export function refuseCommand(what: string, next: string): Extract<CommandOutcome, { kind: 'refused' }> {
  return { kind: 'refused', refusal: { kind: 'rule', what, next } }
}
