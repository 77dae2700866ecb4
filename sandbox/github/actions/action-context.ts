import type { AccountState, Repository, StoredIssue, TimelineEntry } from '../state.ts'
import type { World } from '../world.ts'

/** Where something happens, and who does it. */
export interface ActionContext {
  readonly world: World
  readonly repository: Repository
  readonly by: AccountState
}

/** Writes into an issue's timeline what its actor did to it now. */
export function addTimelineEntry(
  { world, by }: ActionContext,
  issue: StoredIssue,
  what: TimelineEntry['what'],
): void {
  issue.timeline.push({ id: world.nextId(), actor: by, at: world.now(), what })
  issue.updatedAt = world.now()
}

/** The number that the next issue or pull request of a repository gets. */
export function getNextNumber({ issues }: Repository): number {
  return issues.reduce((most, { number }) => Math.max(most, number), 0) + 1
}
