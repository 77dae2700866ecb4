import type { Fact } from '../../release/lifecycle/commands.ts'
import { closedByHand } from '../../release/lifecycle/decide-facts.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { getBranchName, getHead } from '../../release/lifecycle/view.ts'
import type { OpenScene } from '../effects/performing.ts'

/** A tracking issue that was closed or deleted by hand. */
export async function issueSeen({ hub, release, world }: OpenScene): Promise<Fact[]> {
  const { issue } = release.ledger.shown
  if (issue === null) return []
  const seen = await hub.issue(issue)
  return seen?.state === 'open' ? [] : [{ type: 'IssueClosed', at: world.now() }]
}

/**
 * Where the release branch is. A head that was ours before is what a read shows that lags behind our own push: whoever
 * puts the branch back to it by hand is found out by the next push or tag, which name the head that they expect.
 */
export async function branchSeen(scene: OpenScene): Promise<Fact[]> {
  const { release } = scene
  const head = getHead(release)
  // While conflicts are resolved their merges move it too, and have to be looked at with it.
  if (head === null || release.place.step === 'picking') return []
  return branchFact(scene, head)
}

/** Where the release branch is, unless it is where the record has it or was before. */
export async function branchFact({ hub, release, events, world }: OpenScene, known: string): Promise<Fact[]> {
  const head = await hub.branch(getBranchName(release.ledger.about))
  if (head !== null && (head === known || ownHeads(events).has(head))) return []
  return [{ type: 'BranchSeen', at: world.now(), head }]
}

/** Every commit that the release branch stood on by our own doing. */
export function ownHeads(events: readonly ReleaseEvent[]): ReadonlySet<string> {
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
export async function pullRequestSeen({ hub, release, events, world }: OpenScene): Promise<Fact[]> {
  const { pullRequest } = release.ledger.shown
  if (pullRequest === null || release.place.step === 'proposing') return []
  const seen = await hub.pullRequest(pullRequest)
  if (seen === null || seen.state === 'open' || isTold(events, closedByHand(seen.state))) return []
  return [{ type: 'PullRequestClosed', at: world.now(), outcome: seen.state }]
}

/** Whether the release was held for this since its pull request was shown last. */
function isTold(events: readonly ReleaseEvent[], because: string): boolean {
  const shown = events.findLastIndex(({ type }) => type === 'PullRequestShown')
  return events.slice(shown + 1).some((event) => event.type === 'Held' && event.because === because)
}
