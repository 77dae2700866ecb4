import type { RuntimeDependencies } from '../../context.ts'
import type { GroundReading } from '../../ports/git.ts'
import type { GitHubRepository } from '../../ports/github.ts'

/** A repository whose calendar is looked at, with its policy as it is on main. */
export interface CalendarContext {
  readonly deps: RuntimeDependencies
  readonly repo: GitHubRepository
  readonly ground: GroundReading
  /** `2026-12-02`. */
  readonly today: string
}
