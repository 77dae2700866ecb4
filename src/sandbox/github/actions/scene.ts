import type { Account, Issue, Repository, TimelineEntry } from '../state.ts'
import type { World } from '../world.ts'

/** Where something happens, and who does it. */
export interface Scene {
  readonly world: World
  readonly repository: Repository
  readonly by: Account
}

/** Writes into an issue's timeline what its actor did to it now. */
export function note({ world, by }: Scene, issue: Issue, what: TimelineEntry['what']): void {
  issue.timeline.push({ id: world.nextId(), actor: by, at: world.now(), what })
  issue.updatedAt = world.now()
}

/** The number that the next issue or pull request of a repository gets. */
export function nextNumber({ issues }: Repository): number {
  return issues.reduce((most, { number }) => Math.max(most, number), 0) + 1
}
