import type { Fact } from '../../release/lifecycle/commands.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { getBranchName, getHead } from '../../release/lifecycle/view.ts'
import type { OpenEffectContext } from './effect-context.ts'

/** A tracking issue that was closed or deleted by hand. */
export async function observeIssue({ repo, release, deps }: OpenEffectContext): Promise<Fact[]> {
  const { issue } = release.ledger.shown
  if (issue === null) return []
  const seen = await repo.findIssue(issue)
  return seen?.state === 'open' ? [] : [{ type: 'IssueClosed', at: deps.now() }]
}

/**
 * Where the release branch is. A head that was ours before is what a read shows that lags behind our own push: whoever
 * puts the branch back to it by hand is found out by the next push or tag, which name the head that they expect.
 */
export async function observeBranch(context: OpenEffectContext): Promise<Fact[]> {
  const { release } = context
  const head = getHead(release)
  // While conflicts are resolved their merges move it too, and have to be looked at with it.
  if (head === null || release.place.step === 'picking') return []
  return createBranchFact(context, head)
}

/** Where the release branch is, unless it is where the record has it or was before. */
export async function createBranchFact(
  { repo, release, events, deps }: OpenEffectContext,
  known: string,
): Promise<Fact[]> {
  const head = await repo.findBranch(getBranchName(release.ledger.about))
  if (head !== null && (head === known || listOwnHeads(events).has(head))) return []
  return [{ type: 'BranchSeen', at: deps.now(), head }]
}

/** Every commit that the release branch stood on by our own doing. */
export function listOwnHeads(events: readonly ReleaseEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => {
      switch (event.type) {
        case 'BranchPushed':
        case 'Bumped':
        case 'PickResolved':
        case 'BranchMoved':
          return [event.head]
        default:
          return []
      }
    }),
  )
}

/** A release pull request that was closed or merged by hand. Whoever resumes the release then knows of it. */
export async function observePullRequest({
  repo,
  release,
  events,
  deps,
}: OpenEffectContext): Promise<Fact[]> {
  const { pullRequest } = release.ledger.shown
  if (pullRequest === null || release.place.step === 'proposing') return []
  const seen = await repo.findPullRequest(pullRequest)
  if (seen === null || seen.state === 'open' || isTold(events, seen.state)) return []
  return [{ type: 'PullRequestClosed', at: deps.now(), outcome: seen.state }]
}

/** Whether the release was held for this since its pull request was shown last. */
function isTold(events: readonly ReleaseEvent[], outcome: 'merged' | 'closed'): boolean {
  const shown = events.findLastIndex(({ type }) => type === 'PullRequestShown')
  return events
    .slice(shown + 1)
    .some(
      (event) =>
        event.type === 'Held' &&
        typeof event.because !== 'string' &&
        event.because.code === 'pull-request-closed' &&
        event.because.outcome === outcome,
    )
}
